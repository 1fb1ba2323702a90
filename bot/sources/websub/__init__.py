"""WebSub (https://www.w3.org/TR/websub/): notifications of new articles, sent by hubs."""
