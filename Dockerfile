# An image of the bot: docker build -t syndication-bot .
# docs/how-to/run-in-a-container.md leads through it. The newsroom's folder (bot.toml and .env) is mounted at /newsroom.

FROM python:3.12-slim AS build
WORKDIR /source
COPY . .
RUN python -m venv /opt/bot && /opt/bot/bin/pip install --no-cache-dir '.[postgresql]'

FROM python:3.12-slim
# A number as well as a name, so that Kubernetes can see that it is not root.
RUN groupadd --gid 10001 bot && useradd --uid 10001 --gid bot --home-dir /newsroom --no-create-home bot
COPY --from=build /opt/bot /opt/bot
ENV PATH=/opt/bot/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BOT_CONFIG=/newsroom/bot.toml
WORKDIR /newsroom
USER 10001:10001
# Only 1 says that something is broken; 3 says that something waits for a person, which a restart does not help.
HEALTHCHECK --interval=1m --timeout=20s --start-period=2m --retries=3 \
    CMD bot status --check >/dev/null; [ $? -ne 1 ]
STOPSIGNAL SIGTERM
ENTRYPOINT ["bot"]
CMD ["run", "--log-format", "json"]
