/* Keeps the shell of Cordée, and nothing else: no answer of /api, /fhir or /evenements is ever stored.
   The build replaces the two constants below. */
const VERSION = '__VERSION__';
const FICHIERS = '__FICHIERS__';
const CACHE = `coquille-${VERSION}`;

self.addEventListener('install', (evenement) => {
  evenement.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FICHIERS))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (evenement) => {
  evenement.waitUntil(
    caches
      .keys()
      .then((noms) => Promise.all(noms.filter((nom) => nom !== CACHE).map((nom) => caches.delete(nom))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (evenement) => {
  const { request } = evenement;
  const adresse = new URL(request.url);
  if (request.method !== 'GET' || adresse.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && !adresse.pathname.startsWith('/api') && !adresse.pathname.startsWith('/fhir')) {
    evenement.respondWith(fetch(request).catch(() => caches.match('/')));
    return;
  }
  if (FICHIERS.includes(adresse.pathname)) {
    evenement.respondWith(caches.match(request).then((garde) => garde ?? fetch(request)));
  }
});
