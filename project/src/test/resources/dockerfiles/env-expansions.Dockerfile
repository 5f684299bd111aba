FROM alpine
ENV A=a
ENV B=$A C=${A} D=${A}x E="$A" F='$A' G=\$A H=${A:-b} I=${Z:-z} J=${A:+y} K=${Z:+y} L=${Z-} M=${A+m}
ENV N=${A#a} O=${A##*a} P=${A%a} Q=${A%%a*} R=${A/a/b} S=${A//a/b} T=${A:?needed} U=${A?} V=${A:-${B:-${C}}}
ENV W=$$ X=${A}$B$C Y="${A:-"q"}"
