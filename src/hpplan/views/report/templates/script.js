"use strict";
// Picks a site, filters, and plays the plan's history. The page says all it has to say without it.
// Whatever comes from the data becomes text, never markup; the words are the page's own.
(() => {
  const data = JSON.parse(document.getElementById("hpplan-data").textContent);
  const words = data.words;
  const phrase = (part) => (typeof part === "number" ? data.phrases[part] : part);
  const text = (number) => [data.texts[number]].flat().map(phrase).join("");
  const filled = (sentence, values) =>
    sentence.replace(/\{(\w+)\}/g, (all, key) => (key in values ? values[key] : all));
  const byId = new Map(data.sites.map((site) => [site.id, site]));
  const waveNames = new Map(data.waves.map((wave) => [wave.id, wave.name]));
  const waveOrder = new Map(data.waves.map((wave, at) => [wave.id, at]));

  // An element with properties, and children that are elements or text.
  const make = (name, properties, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties || {})) {
      if (key in made) made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== ""));
    return made;
  };
  const isolated = (name) => make("bdi", null, name);
  const listOf = (items) => make("ul", null, ...items.map((item) => make("li", null, item)));
  const tableOf = (caption, heads, rows) =>
    make(
      "div",
      { className: "scroll", tabIndex: 0, role: "group", "aria-label": caption },
      make(
        "table",
        null,
        make("caption", null, caption),
        make("thead", null, make("tr", null, ...heads.map((head) => make("th", { scope: "col" }, head)))),
        make("tbody", null, ...rows),
      ),
    );
  const row = (first, ...cells) =>
    make("tr", null, make("th", { scope: "row" }, first), ...cells.map((cell) => make("td", null, cell)));

  const live = make("p", { className: "announced", role: "status", "aria-live": "polite" });
  const announce = (said) => {
    live.textContent = said;
  };

  // --- a site ---------------------------------------------------------------------------------

  const panel = make("div", { className: "tool panel", role: "region", hidden: true });
  const marked = (id) =>
    [...document.querySelectorAll("[data-site]")].filter((each) => each.dataset.site === id);
  let picked = null;
  let cameFrom = null;

  const facts = (site) =>
    make(
      "dl",
      null,
      ...site.facts.map(([of, said]) =>
        make("div", null, make("dt", null, text(of)), make("dd", null, text(said))),
      ),
    );

  const story = (site) => [
    make("h4", null, words.story),
    tableOf(
      words.story,
      [words.known, words.where, words.source],
      site.story.map(([known, where, source]) => row(text(known), text(where), text(source))),
    ),
  ];

  const judged = (sign) => (sign > 0 ? words.worse : sign < 0 ? words.better : words.same);

  const goalRows = (goals) =>
    goals.map(([sentence, before, after, sign, said]) => {
      const verdict = [judged(sign), text(said)].filter(Boolean).join(": ");
      const made = row(text(sentence), text(before), text(after), verdict);
      made.className = sign > 0 ? "worse" : sign < 0 ? "better" : "same";
      return made;
    });

  const moved = ([name, from, to, shift, why]) =>
    make(
      "li",
      null,
      isolated(name),
      `: ${text(from)} → ${text(to)}`,
      text(shift) ? `, ${text(shift)}` : "",
      text(why) ? make("small", null, text(why)) : "",
    );

  const choice = (each) => {
    const head = make(
      "summary",
      null,
      make("strong", null, waveNames.get(each.wave) || each.wave),
      `: ${text(each.says)}`,
    );
    if (!each.goals) return make("p", { className: "choice" }, ...head.childNodes);
    const goals = each.goals.map((number) => data.goals[number]);
    const worst = goals.find((goal) => goal[3]);
    if (worst && text(worst[4])) head.append(`; ${text(worst[4])}`);
    return make(
      "details",
      { className: "choice" },
      head,
      each.unproved ? make("p", null, words.unproved) : "",
      tableOf(
        waveNames.get(each.wave) || each.wave,
        [words.goal, words.before, words.after, words.difference],
        goalRows(goals),
      ),
      each.moves ? make("h5", null, words.moves) : "",
      each.moves ? make("ul", null, ...each.moves.map(moved)) : make("p", null, words.nobody),
      each.who ? make("h5", null, words.who) : "",
      each.who ? listOf(each.who.map(text)) : "",
    );
  };

  const choices = (site) => {
    if (!data.asked) return [];
    const made = [make("h4", null, words.choices)];
    if (site.choices) {
      made.push(make("p", null, words.compared, data.before ? ` ${data.before}` : ""));
      made.push(...site.choices.map(choice));
    } else if (!site.shut) made.push(make("p", null, words.firm));
    if (site.shut) made.push(make("p", null, text(site.shut)));
    return made;
  };

  const show = (id, from) => {
    if (picked !== null) for (const each of marked(picked)) each.classList.remove("picked");
    const site = byId.get(id);
    picked = site ? id : null;
    chooser.value = site ? id : "";
    panel.hidden = !site;
    panel.replaceChildren();
    if (!site) return;
    for (const each of marked(id)) each.classList.add("picked");
    cameFrom = from || null;
    const heading = make("h3", { id: "picked", tabIndex: -1 }, isolated(site.name));
    const close = make("button", { type: "button" }, words.close);
    close.addEventListener("click", () => pick(null));
    panel.setAttribute("aria-labelledby", "picked");
    panel.append(heading, facts(site), ...story(site), ...choices(site), close);
    announce(`${site.name}: ${site.wave === null ? words.nowhere : waveNames.get(site.wave)}`);
    if (from) heading.focus();
  };

  const fragment = () => {
    const found = /^#site=(.+)$/.exec(location.hash);
    try {
      return found ? decodeURIComponent(found[1]) : null;
    } catch {
      // An address that somebody broke.
      return null;
    }
  };

  // The address names the site, so that it can be sent on, and the browser goes back.
  const pick = (id, from) => {
    const back = cameFrom;
    const wanted = id === null ? "#sites" : `#site=${encodeURIComponent(id)}`;
    if (location.hash !== wanted) history.pushState(null, "", wanted);
    show(id, from);
    if (id === null && back && back.isConnected) back.focus();
  };

  const chooser = make(
    "select",
    { id: "chooser" },
    make("option", { value: "" }, words.none),
    ...data.sites.map((site) => make("option", { value: site.id }, site.name)),
  );
  chooser.addEventListener("change", () => pick(chooser.value || null));

  // --- filters --------------------------------------------------------------------------------

  const distinct = (of) => [...new Set(data.sites.flatMap(of))];
  const ordered = (values) => values.sort((one, other) => one.localeCompare(other, document.documentElement.lang));
  const kinds = {
    trust: {
      of: (site) => (site.trust === null ? [] : [text(site.trust)]),
      values: () => ordered(distinct(kinds.trust.of)),
    },
    region: {
      of: (site) => site.regions.map(text),
      values: () => ordered(distinct(kinds.region.of)),
    },
    wave: {
      of: (site) => [site.wave === null ? "" : site.wave],
      values: () =>
        distinct(kinds.wave.of).sort((one, other) => (waveOrder.get(one) ?? 1e9) - (waveOrder.get(other) ?? 1e9)),
      says: (value) => (value === "" ? words.nowhere : waveNames.get(value) || value),
    },
    status: {
      of: (site) => [text(site.status)],
      values: () => ordered(distinct(kinds.status.of)),
    },
  };
  const selects = {};

  const filter = () => {
    const wanted = Object.entries(selects).filter(([, select]) => select.selectedIndex > 0);
    const shown = new Set(
      data.sites
        .filter((site) =>
          wanted.every(([kind, select]) =>
            kinds[kind].of(site).includes(select.options[select.selectedIndex].dataset.value),
          ),
        )
        .map((site) => site.id),
    );
    for (const each of document.querySelectorAll("[data-site]")) {
      if (!byId.has(each.dataset.site)) continue;
      const out = !shown.has(each.dataset.site);
      if (each.localName === "tr") each.hidden = out;
      else each.classList.toggle("dim", out);
    }
    announce(filled(words.shown, { n: shown.size, of: data.sites.length }));
  };

  const filters = () => {
    const made = [];
    for (const [kind, { values, says }] of Object.entries(kinds)) {
      const found = values();
      if (found.length < 2) continue;
      const select = make("select", { id: `filter-${kind}` }, make("option", null, words.all));
      for (const value of found) {
        select.append(make("option", { "data-value": value }, says ? says(value) : value));
      }
      select.addEventListener("change", filter);
      selects[kind] = select;
      made.push(make("label", { htmlFor: select.id }, `${words[kind]} `, select));
    }
    if (!made.length) return "";
    const reset = make("button", { type: "button" }, words.reset);
    reset.addEventListener("click", () => {
      for (const select of Object.values(selects)) select.selectedIndex = 0;
      filter();
    });
    return make("fieldset", null, make("legend", null, words.filter), ...made, reset);
  };

  // --- the plan's history ---------------------------------------------------------------------

  const player = () => {
    const versions = data.versions;
    const last = versions.length - 1;
    const slider = make("input", { type: "range", id: "version", min: 0, max: last, step: 1 });
    slider.value = last;
    const label = make("label", { htmlFor: "version" });
    const said = make("p", { className: "said", role: "status", "aria-live": "polite" });
    const board = make("div", { className: "board" });
    const button = make("button", { type: "button" }, words.play);
    let timer = null;

    const at = (number) => {
      const waves = new Map();
      const sites = new Map();
      const called = new Map();
      versions.slice(0, number + 1).forEach((version, nth) => {
        for (const [id, label] of version.labels) called.set(id, text(label));
        for (const [id, when] of version.waves) {
          if (when === null) waves.delete(id);
          else waves.set(id, { when: text(when), nth });
        }
        for (const [site, name, wave] of version.sites) sites.set(site, { name: text(name), wave, nth });
      });
      return { waves, sites, called };
    };

    const draw = () => {
      const number = Number(slider.value);
      const { waves, sites, called } = at(number);
      const place = (id) => waveOrder.get(id) ?? 1e9;
      const used = [...sites.values()].map((site) => site.wave).filter((wave) => wave !== null);
      const ids = [...new Set([...waves.keys(), ...used])].sort((one, other) => place(one) - place(other));
      const now = (nth, what) => (nth === number && number > 0 ? make("mark", null, what) : what);
      const rows = ids.map((id) => {
        const wave = waves.get(id) || { when: "", nth: -1 };
        const here = [...sites.values()].filter((site) => site.wave === id);
        const names = here.flatMap((site, nth) => [nth ? ", " : "", now(site.nth, isolated(site.name))]);
        const made = row(called.get(id) || id, now(wave.nth, wave.when), "");
        made.lastChild.append(...names.filter(Boolean));
        return made;
      });
      const heads = [words.wave, words.golive, words.sites];
      const scrolled = board.firstChild ? board.firstChild.scrollLeft : 0;
      board.replaceChildren(tableOf(text(versions[number].known), heads, rows));
      board.firstChild.scrollLeft = scrolled;
      const nth = filled(words.version, { n: number + 1, of: last + 1 });
      label.textContent = nth;
      said.textContent = `${text(versions[number].known)}: ${text(versions[number].says)}`;
      slider.setAttribute("aria-valuetext", `${nth}, ${text(versions[number].known)}`);
    };

    const stop = () => {
      clearInterval(timer);
      timer = null;
      button.textContent = words.play;
    };
    const step = () => {
      if (Number(slider.value) >= last) stop();
      else {
        slider.value = Number(slider.value) + 1;
        draw();
        if (Number(slider.value) >= last) stop();
      }
    };
    button.addEventListener("click", () => {
      if (timer !== null) return stop();
      if (Number(slider.value) >= last) slider.value = 0;
      draw();
      button.textContent = words.pause;
      timer = setInterval(step, 1500);
    });
    slider.addEventListener("input", () => {
      stop();
      draw();
    });
    // Who asks for less motion moves from version to version; nothing moves by itself.
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const settle = () => {
      if (calm.matches) stop();
      button.hidden = calm.matches;
    };
    calm.addEventListener("change", settle);
    settle();
    draw();
    return make(
      "div",
      { className: "tool player", role: "group", "aria-label": words.history },
      make("h3", null, words.history),
      make("div", { className: "controls" }, button, label, slider),
      said,
      board,
    );
  };

  // --- into the page --------------------------------------------------------------------------

  const main = document.querySelector("main");
  const rows = [...document.querySelectorAll("tr[data-site]")].filter((each) => byId.has(each.dataset.site));
  const table = document.getElementById("all-sites");
  const before = table ? table.closest(".scroll") || table : null;
  const tool = make(
    "div",
    { className: "tool controls" },
    make("label", { htmlFor: "chooser" }, `${words.pick} `, chooser),
    filters(),
    live,
  );
  if (before) before.before(tool, panel);
  else main.append(tool, panel);

  for (const each of rows) {
    const name = each.cells[0];
    const button = make("button", { type: "button", className: "pick" });
    button.append(...name.childNodes);
    name.append(button);
  }
  const from = (target) => (target.closest ? target.closest("[data-site]") : null);
  main.addEventListener("click", (event) => {
    const found = from(event.target);
    if (!found || !byId.has(found.dataset.site) || event.target.closest("a, summary, select, .tool")) return;
    if (found.localName === "tr" && !event.target.closest("button.pick")) return;
    pick(found.dataset.site, event.target.closest("button.pick") || chooser);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && picked !== null) pick(null);
  });
  const follow = () => {
    const id = fragment();
    show(id, null);
    if (id !== null && byId.has(id)) panel.scrollIntoView();
  };
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);

  if (data.versions.length > 1) {
    const home = document.getElementById("history");
    (home || main).append(player());
  }
  document.documentElement.classList.add("scripted");
  if (fragment() !== null) follow();
})();
