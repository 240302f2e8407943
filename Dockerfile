# hpplan in an image, without what the solver's package asks for and never uses (slim.txt):
#
#     docker build -t hpplan .
#     docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/rollout" hpplan check data
#
FROM python:3.12-slim AS build
WORKDIR /opt
COPY . source
RUN python3 -m venv hpplan
RUN hpplan/bin/pip install --no-cache-dir -c source/constraints.txt ./source \
    && sed -n 's/;.*//p' source/slim.txt | xargs hpplan/bin/pip uninstall --yes
RUN hpplan/bin/hpplan --version

FROM python:3.12-slim
COPY --from=build /opt/hpplan /opt/hpplan
ENV PATH=/opt/hpplan/bin:$PATH
WORKDIR /rollout
USER 1000
ENTRYPOINT ["hpplan"]
