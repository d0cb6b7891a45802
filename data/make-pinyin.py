#!/usr/bin/env python3
"""Makes pinyin-initials.txt from Unihan_Readings.txt (plain or .bz2) of the Unicode Character Database.

    apt-get download unicode-data && dpkg -x unicode-data_*.deb u
    data/make-pinyin.py u/usr/share/unicode/Unihan_Readings.txt.bz2 > data/pinyin-initials.txt
"""

import bz2
import sys
import unicodedata

# Readings that names of people and places use, where Unihan gives another one first.
USUAL = {"长": "c", "重": "c", "厦": "x", "咀": "z", "豉": "c", "焘": "t", "玚": "y", "〇": "l"}

# Surnames read otherwise than the same character elsewhere; compound surnames with one initial for each character.
SURNAMES = (
    "单=s 仇=q 解=x 曾=z 查=z 盖=g 朴=p 区=o 任=r 华=h 覃=q 石=s 翟=z 缪=m 员=y 折=s 种=c 乐=y 召=s 秘=b 郇=x "
    "繁=p 句=g 祭=z 洗=x 卜=b 阚=k 佴=n 粘=n 褚=c 黑=h 能=n 钭=t 哈=h 那=n 长孙=zs 尉迟=yc 万俟=mq 单于=cy 澹台=tt"
)


def initials(lines):
    """The first letter of each character's customary Mandarin reading (the first value of kMandarin)."""
    found = {}
    for line in lines:
        if line.startswith("U+"):
            code, field, value = line.rstrip("\n").split("\t")
            if field == "kMandarin":
                found[chr(int(code[2:], 16))] = unicodedata.normalize("NFD", value)[0].lower()
    return found | USUAL


def main(path):
    with (bz2.open if path.endswith(".bz2") else open)(path, "rt", encoding="utf-8") as lines:
        found = initials(lines)
    print("# Initials of Mandarin readings: a letter, then every character whose reading begins with it; last the surnames")
    print("# with a reading of their own. Made by make-pinyin.py from Unihan_Readings.txt (kMandarin), Unicode 15.0.0, and")
    print("# changed: initials only, with a few readings usual in names.")
    print("# © 2022 Unicode, Inc. Used under the licence in unicode-license.txt beside this file.")
    for letter in sorted(set(found.values())):
        print(letter, "".join(sorted(c for c, initial in found.items() if initial == letter)))
    print("surnames", SURNAMES)


main(sys.argv[1])
