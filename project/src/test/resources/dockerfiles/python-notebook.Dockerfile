FROM quay.io/jupyter/minimal-notebook:2024-10-07
USER root
RUN apt-get update && apt-get install -y graphviz
USER ${NB_UID}
COPY --chown=${NB_UID}:${NB_GID} notebooks/ work/
VOLUME ["/home/jovyan/work"]
EXPOSE 8888/tcp
