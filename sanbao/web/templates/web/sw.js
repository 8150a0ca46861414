{% load static %}// Keeps the offline page and its look, and nothing else: no page a person opened is ever stored.
const KEPT = "sanbao-offline-1";
const PAGE = "{% url 'offline' %}";
const FILES = [PAGE, "{% static 'web/sanbao.css' %}", "{% static 'web/seal.svg' %}"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.delete(KEPT).then(() => caches.open(KEPT)).then((kept) => kept.addAll(FILES.map((file) => new Request(file, { cache: "reload", credentials: "omit" })))).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name !== KEPT);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return; // the browser's own Back shows a posted page again; from here it could not
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  else if (FILES.slice(1).includes(new URL(request.url).pathname)) event.respondWith(fetch(request).catch(() => caches.match(request, { ignoreSearch: true })));
});
