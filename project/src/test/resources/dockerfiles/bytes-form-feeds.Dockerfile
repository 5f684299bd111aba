FROMalpineASx
RUNecho x
ENVa=bc=d
