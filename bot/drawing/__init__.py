"""Posts as followers see them: data becomes HTML, the same for the preview page and for the sandbox's timelines. Pure.

It knows no platform: how one draws its posts is a `Look`, which comes from the platform's folder.
"""
