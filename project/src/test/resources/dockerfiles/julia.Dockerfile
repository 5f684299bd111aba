FROM julia:1.10
ENV JULIA_DEPOT_PATH=/opt/julia
COPY Project.toml Manifest.toml /app/
RUN julia --project=/app -e 'using Pkg; Pkg.instantiate(); Pkg.precompile()'
COPY src /app/src
CMD julia --project=/app /app/src/main.jl
