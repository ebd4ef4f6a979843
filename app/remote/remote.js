// The remote control: asks for the state once a second while it is seen, draws what has changed, sends commands.
import { words } from "/words.js";

const $ = (id) => document.getElementById(id);
const kPoll = 1000, kSlowest = 8000;

const here = {
  token: "",
  english: false,
  status: null,
  heard: 0,            // when the state last came
  failures: 0,
  picture: "",         // version that is shown
  pictureSeen: true,
  confirming: "",      // alarm whose button was pressed once
  drawn: new Map(),    // part of the page -> what it was drawn from
};

// ---- words
const say = (key, ...values) => {
  const text = words[key][here.english ? 1 : 0];
  return values.reduce((t, value, i) => t.replace(`{${i}}`, value), text);
};
const name = (both) => (here.english ? both.en : both.zh) || "";

const zone = "Asia/Shanghai";
const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit" });
const minute = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
const moment = (ms, now) => (day.format(ms) === day.format(now) ? "" : `${day.format(ms).slice(5)} `) + minute.format(ms);
const figure = (value, decimals) =>
  value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

// ---- building the page
const make = (tag, properties = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") element.className = value;
    else if (key.startsWith("aria-") || key.startsWith("data-")) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
};
const svg = (shape, className) => {
  const space = "http://www.w3.org/2000/svg";
  const root = document.createElementNS(space, "svg");
  root.setAttribute("viewBox", "0 0 24 24");
  root.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", shape);
  path.setAttribute("class", className);
  root.append(path);
  return root;
};
// The shape says the level as well as the colour does.
const shapes = {
  red: "M12 1 23 12 12 23 1 12Z",
  orange: "M12 2 23 21H1Z",
  yellow: "M3 3H21V21H3Z",
  blue: "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20Z",
  none: "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20Z",
};

const canCommand = () => here.status?.can_command && here.failures === 0;
const button = (text, command, properties = {}) => {
  const element = make("button", { type: "button", textContent: text, disabled: !canCommand(), ...properties });
  element.addEventListener("click", () => (typeof command === "function" ? command() : send(command)));
  return element;
};
const empty = (key) => make("p", { class: "quiet empty", textContent: say(key) });

// Draws a part again only when what it is made of has changed: fingers and focus stay where they are.
const part = (id, data, build) => {
  const key = JSON.stringify([here.english, canCommand(), data]);
  if (here.drawn.get(id) === key) return;
  here.drawn.set(id, key);
  const focused = document.activeElement?.closest?.(`#${id}`) ? document.activeElement.dataset.key : undefined;
  $(id).replaceChildren(...build());
  if (focused) $(id).querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
};

// ---- the parts
const drawAlarm = ({ alarms, time, waiting_count: waiting = 0 }) => {
  const open = alarms.filter((alarm) => !alarm.acknowledged);
  $("alarm").hidden = open.length === 0;
  if (open.length === 0) return;
  const alarm = open[0], confirming = here.confirming === alarm.id;
  $("alarm").className = `level-${alarm.level}`;
  part("alarm", [alarm, open.length, confirming], () => {
    const acknowledge = () => {
      if (!confirming) {
        here.confirming = alarm.id;
        setTimeout(() => { here.confirming = ""; draw(); }, 4000);
        return draw();
      }
      here.confirming = "";
      send({ do: "acknowledge", kind: alarm.kind, id: alarm.id });
    };
    const head = make("div", { class: "head" }, svg(shapes[alarm.level], "level-mark"), make("strong", { textContent: name(alarm.title) }),
      make("span", { class: "when", textContent: `${say(`level_${alarm.level}`)} ${alarm.at === null ? "" : moment(alarm.at, time.now)}` }));
    const rest = [make("p", { textContent: name(alarm.detail) })];
    const more = open.length - 1 + waiting;
    if (more > 0) rest.push(make("p", { class: "more", textContent: say("more_alarms", more) }));
    rest.push(button(say(confirming ? "again" : "acknowledge"), acknowledge, { class: "primary", "data-key": "acknowledge" }));
    return [head, ...rest];
  });
};

const kpiTile = (kpi, now) => {
  const old = kpi.lamp === "stale" || kpi.lamp === "down";
  const tile = make("div", { class: old ? "kpi old" : "kpi" }, make("span", { class: "name", textContent: name(kpi.name) }));
  if (!kpi.known) {
    tile.append(make("span", { class: "value none", textContent: say("no_data") }),
      make("span", { class: "compare", textContent: name(kpi.why) }));
    return tile;
  }
  tile.append(make("span", { class: "value" }, figure(kpi.value, kpi.decimals), make("small", { textContent: name(kpi.unit) })));
  const compare = make("span", { class: "compare", textContent: name(kpi.period) });
  if (old && kpi.last !== null) {
    compare.textContent = say("data_of", moment(kpi.last, now));
  } else if (kpi.before !== undefined) {
    const change = Number((kpi.value - kpi.before).toFixed(kpi.decimals));
    const mark = (change > 0 ? "+" : "−") + figure(Math.abs(change), kpi.decimals);
    compare.textContent = change === 0 ? say("same") : say("week_before", mark);
    if (change !== 0) compare.classList.add((change > 0) === kpi.more_is_better ? "better" : "worse");
  }
  tile.append(compare);
  return tile;
};

const drawScenes = (status) => {
  const { scenes, scene, paused, wall } = status;
  $("scene_left").textContent = scenes.length === 0 ? "" : paused ? say("paused") : say("left", Math.max(0, Math.ceil(status.seconds_left)));
  part("scenes", [scenes, scene, paused, wall], () => {
    if (scenes.length === 0) {
      return [empty("no_scenes"), ...(wall ? [] : [button(say("to_wall"), { do: "screen", wall: true }, { class: "primary" })])];
    }
    const choices = scenes.map((each, i) => {
      const choice = button("", { do: "scene", index: i }, { "aria-pressed": String(i === scene), "data-key": `scene${i}` });
      choice.append(make("span", { class: "quiet", textContent: i + 1 }), name(each));
      return choice;
    });
    const hand = button(say(paused ? "resume" : "pause"), { do: "carousel", pause: !paused }, { class: "primary", "data-key": "hand" });
    return [make("div", { class: "choices" }, ...choices), hand];
  });
};

const drawTime = ({ time }) => {
  const { live, event, now, speed } = time;
  const what = live ? say("live") : speed > 0 ? `${say("replay")} ${speed}×` : say("stands");
  $("moment").className = live ? "" : "past";
  $("moment").replaceChildren(`${what} `, make("b", { textContent: live ? clock.format(now) : moment(event, now) }));
  part("time", [live, speed], () => {
    const back = (key, seconds) => button(say(key), { do: "time", back_s: seconds }, { "data-key": key });
    const first = make("div", { class: "row" }, back("back_1h", 3600), back("back_6h", 6 * 3600), back("back_24h", 24 * 3600));
    const hold = live ? { do: "time", back_s: 0 } : { do: "play", speed: 0 };
    const stands = !live && speed === 0;
    const speeds = [1, 60, 600].map((x) =>
      button(`${x}×`, { do: "play", speed: x }, { "aria-pressed": String(!live && speed === x), "data-key": `speed${x}`, ...(live ? { disabled: true } : {}) }));
    const second = make("div", { class: "row" }, button(say(live ? "hold" : "stop"), hold, { "aria-pressed": String(stands), "data-key": "hold" }), ...speeds);
    return live ? [first, second] : [first, second, button(say("to_live"), { do: "live" }, { class: "primary", "data-key": "live" })];
  });
};

const drawLayers = ({ layers }) => {
  const on = layers.filter((layer) => layer.visible).length;
  $("layers_on").textContent = layers.length ? say("layers_on", on, layers.length) : "";
  part("layers", layers, () => {
    if (layers.length === 0) return [empty("no_layers")];
    const rows = layers.map((layer) => {
      const row = button("", { do: "layer", id: layer.id, visible: !layer.visible }, { "aria-pressed": String(layer.visible), "data-key": layer.id });
      row.append(make("span", { class: "name", textContent: name(layer.name) }),
        make("span", { class: "state" }, say(layer.visible ? "on" : "off"), make("span", { class: "slot" })));
      return row;
    });
    return [make("div", { class: "switches" }, ...rows)];
  });
};

const drawViews = ({ views }) => part("views", views, () => {
  const choices = views.map((view) => button(name(view.name), { do: "view", id: view.id }, { "data-key": view.id }));
  choices.push(button(say("everything"), { do: "camera", how: "fit" }, { "data-key": " fit" }));
  return [make("div", { class: "choices" }, ...choices)];
});

const drawFeeds = ({ feeds }) => {
  const bad = feeds.filter((feed) => feed.lamp === "stale" || feed.lamp === "down");
  $("feeds").hidden = bad.length === 0;
  $("feeds").textContent = say("feeds_bad", bad.map((feed) => say(`feed_${feed.lamp}`, name(feed.name))).join(here.english ? ", " : "、"));
};

const drawLink = () => {
  const lost = here.failures > 0;
  const link = $("link");
  link.className = lost ? "lost" : "";
  document.body.classList.toggle("lost", lost && here.status !== null);
  const words = !lost ? say(here.status ? "connected" : $("door").hidden ? "connecting" : "needs_token") : here.heard ? say("lost", clock.format(here.heard)) : say("lost_never");
  if (here.drawn.get("link") === words) return;
  here.drawn.set("link", words);
  // A full circle or a crossed one: not by colour alone.
  link.replaceChildren(svg(lost ? "M4 2 12 10 20 2 22 4 14 12 22 20 20 22 12 14 4 22 2 20 10 12 2 4Z" : shapes.blue, ""), words);
  link.querySelector("path").setAttribute("fill", here.status && !lost ? "var(--good)" : "currentColor");
};

const draw = () => {
  drawLink();
  document.documentElement.lang = here.english ? "en" : "zh-CN";
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  $("language").textContent = say("other_language");
  const { status } = here;
  if (!status) return;
  $("desk").hidden = false;
  $("door").hidden = true;
  $("read_only").hidden = status.can_command;
  $("district").textContent = name(status.district);
  document.title = say("title", name(status.district));
  $("live").alt = say(status.wall ? "picture_wall" : "picture_desk");
  part("caption", [status.wall, status.followers], () => [
    make("span", { textContent: say(status.wall ? "picture_wall" : "picture_desk") }),
    make("span", { textContent: status.followers ? say("followers", status.followers) : "" })]);
  part("kpis", [status.kpis, day.format(status.time.now)], () =>
    status.kpis.length ? status.kpis.map((kpi) => kpiTile(kpi, status.time.now)) : [make("div", { class: "card empty" }, empty("no_kpis"))]);
  drawAlarm(status);
  drawScenes(status);
  drawTime(status);
  drawLayers(status);
  drawViews(status);
  drawFeeds(status);
};

const toast = (text) => {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { $("toast").hidden = true; }, 4000);
};

// ---- the network
const ask = (path, options = {}) => fetch(path, {
  ...options, cache: "no-store", signal: AbortSignal.timeout(5000),
  headers: { ...options.headers, ...(here.token ? { Authorization: `Bearer ${here.token}` } : {}) },
});

const send = async (command) => {
  document.body.classList.add("busy");
  try {
    const reply = await ask("/api/command", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(command) });
    if (!reply.ok) toast(say("refused", (await reply.json()).error));
  } catch {
    toast(say("not_sent"));
  }
  document.body.classList.remove("busy");
  setTimeout(poll, 150);
};

const openDoor = (wrong) => {
  here.status = null;
  $("desk").hidden = true;
  $("door").hidden = false;
  drawLink();
  if (wrong) toast(say("wrong_token"));
  $("token").focus();
};

const poll = async () => {
  clearTimeout(poll.timer);
  if (document.hidden) return;  // goes on when somebody looks again
  const round = poll.round = (poll.round ?? 0) + 1;
  let delay = kPoll;
  try {
    const reply = await ask("/api/status");
    if (round !== poll.round) return;  // another one was asked for meanwhile
    if (reply.status === 401) {
      here.failures = 0;
      const wrong = here.token !== "";
      here.token = "";
      return openDoor(wrong);
    }
    if (reply.ok) {
      here.status = await reply.json();
      here.heard = Date.now();
      here.failures = 0;
    } else {
      $("link").textContent = say("starting");
    }
  } catch {
    if (round !== poll.round) return;
    here.failures += 1;
    delay = Math.min(kPoll * 2 ** here.failures, kSlowest);
  }
  draw();
  poll.timer = setTimeout(poll, delay);
};

const look = async () => {
  clearTimeout(look.timer);
  if (document.hidden || !here.pictureSeen) return;
  if (here.status && here.failures === 0) {
    try {
      const reply = await ask(`/api/picture.png?after=${here.picture}`);
      if (reply.status === 200) {
        here.picture = reply.headers.get("X-Picture") ?? "";
        const url = URL.createObjectURL(await reply.blob()), old = $("live").src;
        $("live").src = url;
        $("live").hidden = false;
        $("no_picture").hidden = true;
        if (old.startsWith("blob:")) URL.revokeObjectURL(old);
      }
    } catch { /* the state says that the connection is lost */ }
  }
  look.timer = setTimeout(look, kPoll);
};

// ---- the beginning
const begin = () => {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) history.replaceState(null, "", location.pathname);  // not in bookmarks, not on photographs
  here.token = given ?? sessionStorage.getItem("token") ?? localStorage.getItem("token") ?? "";
  if (given) sessionStorage.setItem("token", given);
  here.english = (localStorage.getItem("language") ?? navigator.language).startsWith("en");
  $("language").addEventListener("click", () => {
    here.english = !here.english;
    localStorage.setItem("language", here.english ? "en" : "zh");
    draw();
  });
  $("token_form").addEventListener("submit", (event) => {
    event.preventDefault();
    here.token = $("token").value.trim();
    sessionStorage.setItem("token", here.token);
    if ($("remember").checked) localStorage.setItem("token", here.token);
    else localStorage.removeItem("token");
    $("token").value = "";
    poll();
  });
  document.addEventListener("visibilitychange", () => { poll(); look(); });
  new IntersectionObserver(([entry]) => { here.pictureSeen = entry.isIntersecting; look(); }).observe($("picture"));
  draw();
  poll();
  look();
};
begin();
