FROM texlive/texlive:TL2023-historic AS pdf
WORKDIR /paper
COPY . .
RUN latexmk -pdf -interaction=nonstopmode main.tex || (cat main.log && false)
FROM scratch AS export
COPY --from=pdf /paper/main.pdf /
