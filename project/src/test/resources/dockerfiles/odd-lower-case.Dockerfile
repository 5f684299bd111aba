from alpine as one
run echo a
env a=b
copy --from=one /a /b
cmd ["x"]
