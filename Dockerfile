# A server of the catalogue that ships, or of the one that is mounted at /catalogue:
#   docker build -t principles . && docker run -p 8000:8000 -v "$PWD/docs/adr:/catalogue:ro" principles
# scripts/dockerfile follows these steps without an engine.
FROM python:3.13-slim AS build
WORKDIR /build
RUN python -m venv /opt/principles
COPY scripts/locks/image.lock scripts/locks/image.lock
RUN /opt/principles/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r scripts/locks/image.lock
COPY pyproject.toml README.md LICENSE ./
COPY api api
COPY kg kg
COPY principles principles
RUN /opt/principles/bin/pip install --no-cache-dir --disable-pip-version-check --no-build-isolation --no-deps .
COPY principles /catalogue
RUN /opt/principles/bin/pip uninstall --yes --quiet hatchling editables pip

FROM python:3.13-slim
COPY --from=build /opt/principles /opt/principles
COPY --from=build /catalogue /catalogue
ENV PATH=/opt/principles/bin:$PATH PYTHONUNBUFFERED=1 PRINCIPLE_HOST=0.0.0.0 PRINCIPLE_PORT=8000
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=60s --retries=3 CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PRINCIPLE_PORT'] + '/readyz', timeout=2)"]
ENTRYPOINT ["principles"]
CMD ["serve", "/catalogue"]
