// The search of a copy of the site, which has no server: a plain script, since browsers load no
// module from a file. The words are folded as cooperation/domain/texts/folding.py does it, whose tables
// come with the index; stems are in the index already.

(() => {
  "use strict";

  const MOST = 200;
  const LEAST_STEM = 4;
  const LONGEST_ENDING = 4;
  const LONGEST_WORD = 64;
  const FIRST_LANGUAGE = "en";

  const index = window.registerIndex;
  const root = new URL("../../", document.currentScript.src);
  const language = document.documentElement.lang;
  const { apostrophes, invisible, latin, uzbek, consonants, vowels } = index.folding;
  const inClass = (signs) => signs.replace(/[\]\\^-]/g, "\\$&");
  const letter = `(?:[\\p{L}\\p{N}\\u0300-\\u036f${invisible}])`;
  const WORD = new RegExp(`${letter}+(?:[${inClass(apostrophes)}]+${letter}+)*[ʻʼ]?`, "gu");
  const INVISIBLE = new RegExp(`[${invisible}]`, "gu");
  const POSSESSIVE = new RegExp(`[${inClass(apostrophes)}]s$`, "iu");
  const CYRILLIC = /[\u0400-\u052f]/u;
  const forms = Object.keys(index.forms).sort();

  function lowered(word) {
    return word.replace(POSSESSIVE, "").replace(INVISIBLE, "").normalize("NFC").toLowerCase();
  }

  function bare(word) {
    return [...word].map((sign) => {
      if (CYRILLIC.test(sign)) return sign;
      const parts = [...sign.normalize("NFKD").toLowerCase()];
      const kept = parts.filter((part) => /[\p{L}\p{N}]/u.test(part) && !apostrophes.includes(part));
      return kept.map((part) => latin[part] ?? part).join("");
    }).join("");
  }

  /** Uzbek of any alphabet in the Latin letters of 1995. */
  function transliterate(word) {
    let before = "";
    return [...word].map((sign) => uzbek[sign] ?? sign).join("").replace(/./gu, (sign) => {
      const afterVowel = before in vowels;
      const isFirst = !before || afterVowel || "ъь".includes(before);
      before = sign;
      if (sign === "е" && isFirst) return "ye";
      if (sign === "ц") return afterVowel ? "ts" : "s";
      return consonants[sign] ?? vowels[sign] ?? sign;
    });
  }

  /** All forms that a typed word can have: Russian or English, and Uzbek. */
  function readings(word) {
    const typed = lowered(word);
    const own = bare(typed);
    const first = CYRILLIC.test(own) ? own.replaceAll("ё", "е") : own;
    const found = [...new Set([first, bare(transliterate(typed))])];
    return found.map((form) => form.slice(0, LONGEST_WORD)).filter(Boolean);
  }

  /** The place of the first form that is not before a word. */
  function placeOf(word) {
    let [low, high] = [0, forms.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (forms[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function beginningWith(start, longest) {
    const found = [];
    for (let place = placeOf(start); forms[place]?.startsWith(start); place += 1) {
      if (forms[place].length <= longest) found.push(forms[place]);
    }
    return found;
  }

  /** The forms of the register that a word means: itself, what it begins, or another ending of it. */
  function meant(form) {
    if (Object.hasOwn(index.forms, form)) return [form];
    let found = beginningWith(form, Infinity);
    for (let cut = 1; !found.length && cut <= LONGEST_ENDING; cut += 1) {
      const start = form.slice(0, -cut);
      if (start.length >= LEAST_STEM) found = beginningWith(start, start.length + LONGEST_ENDING);
    }
    return found;
  }

  /** {place of a record: weight} of all records that hold a word. */
  function holding(word) {
    const stems = new Set(readings(word).flatMap(meant).flatMap((form) => index.forms[form]));
    const weights = new Map();
    for (const stem of stems) {
      const pairs = index.stems[stem];
      for (let at = 0; at < pairs.length; at += 2) {
        weights.set(pairs[at], Math.max(pairs[at + 1], weights.get(pairs[at]) ?? 0));
      }
    }
    return weights;
  }

  const titleOf = (record) => record.title[language] ?? record.title[FIRST_LANGUAGE];

  /** The records that hold all words, the best first. */
  function find(text) {
    const words = text.match(WORD) ?? [];
    if (!words.length) return [];
    const [first, ...rest] = words.map(holding);
    return [...first]
      .filter(([place]) => rest.every((weights) => weights.has(place)))
      .map(([place, weight]) => [
        index.records[place],
        rest.reduce((sum, weights) => sum + weights.get(place), weight),
      ])
      .sort(([one, high], [other, low]) => low - high || titleOf(one).localeCompare(titleOf(other)))
      .map(([record]) => record);
  }

  function put(parent, name, className, texts) {
    const text = texts[language] ?? texts[FIRST_LANGUAGE];
    if (!text) return null;
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    if (!texts[language] && language !== FIRST_LANGUAGE) element.lang = FIRST_LANGUAGE;
    parent.append(element);
    return element;
  }

  function shown(record) {
    const item = document.createElement("li");
    item.className = "result";
    const prefix = language === FIRST_LANGUAGE ? "" : `${language}/`;
    const link = put(item, "a", "row__title", record.title);
    link.href = new URL(`${prefix}${record.file}`, root).href;
    item.append(" ");
    put(item, "span", "kind", index.kinds[record.kind]);
    put(item, "p", "result__excerpt", record.summary);
    return item;
  }

  window.registerReadings = readings;

  const query = new URLSearchParams(location.search).get("q") ?? "";
  const count = document.querySelector("#offline-search .count");
  for (const field of document.querySelectorAll("input[name=q]")) field.value = query;
  if (query.trim()) {
    const found = find(query);
    const { none, some, more } = count.dataset;
    const rest = found.length > MOST ? ` ${more}` : "";
    count.textContent = found.length ? `${some} ${found.length}.${rest}` : none;
    document.querySelector("#offline-search .results").append(...found.slice(0, MOST).map(shown));
  }
})();
