"""Where a person gets each secret: one text for .env.example, the .env of `bot init`, and the messages."""

from __future__ import annotations

HOW_TO_BEGIN = {
    "twitter": """\
X: make an app at https://console.x.com with the X account that shall post. In its "User authentication settings"
choose "Read and write" first: tokens made before that cannot post. Then open its "Keys and tokens".
https://docs.x.com/resources/fundamentals/authentication/oauth-1-0a""",
    "facebook": """\
Facebook: make an app at https://developers.facebook.com/apps with a person who may publish on the Page.
https://developers.facebook.com/docs/pages-api/getting-started""",
}
"""From a platform's name to what must be done there before any secret exists."""

WHERE_TO_GET = {
    "twitter": {
        "API_KEY": '"Consumer Keys" under "Keys and tokens" of the app; also called consumer key.',
        "API_SECRET": "Shown together with the API key, once; also called consumer secret.",
        "ACCESS_TOKEN": '"Access Token and Secret" under "Keys and tokens", made after "Read and write" was chosen.',
        "ACCESS_TOKEN_SECRET": "Shown together with the access token, once.",
    },
    "facebook": {
        "PAGE_ID": 'The number under "About", "Page transparency" on the Page.',
        "PAGE_TOKEN": (
            "In https://developers.facebook.com/tools/explorer make a user token with pages_show_list, "
            "pages_read_engagement and pages_manage_posts; extend it in "
            "https://developers.facebook.com/tools/debug/accesstoken; with the extended one ask for me/accounts, "
            "and copy the Page's access_token from the answer: that one does not expire."
        ),
        "APP_ID": 'Optional, for token upkeep: "App settings", "Basic" of the app.',
        "APP_SECRET": 'Optional, for token upkeep: "App settings", "Basic" of the app.',
        "GRAPH_VERSION": "Optional: the version of the Graph API to speak; v25.0 when left out.",
    },
}
"""From a platform's name and a secret's to where that secret is found; a sentence or two."""
