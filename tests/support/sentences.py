"""A sentence in each language, long enough to tell the language by."""

ENGLISH = "The parties signed the memorandum in March, and it was welcomed by all of them."
RUSSIAN = "Меморандум о взаимопонимании подписан в Ташкенте, и стороны будут работать по плану."
UZBEK = "Oʻzaro anglashuv memorandumi imzolandi, va bu hujjat tomonlar uchun hamkorlik haqida."
FRENCH = "Le mémorandum a été signé par les parties; on en a parlé dans la presse."
KAZAKH = "Меморандум бойынша ынтымақтастық туралы келісім жасалды, на основе и по плану, что и как."
