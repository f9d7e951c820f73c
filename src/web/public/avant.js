/* Read before any module: zod builds no function from a text, which the content policy of this house refuses. */
globalThis.__zod_globalConfig = { jitless: true };
