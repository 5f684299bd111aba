FROM continuumio/miniconda3
COPY environment.yml .
RUN conda env create -f environment.yml
SHELL ["conda", "run", "-n", "shop", "/bin/bash", "-c"]
RUN python -c "import flask"
ENTRYPOINT ["conda", "run", "--no-capture-output", "-n", "shop", "python", "run.py"]
