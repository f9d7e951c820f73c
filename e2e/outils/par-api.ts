import type { Page } from 'playwright-core';

/** Calls the house as the screens do, with the session of the page: to set a scene, never to replace what the walk is about. */
export function agir<T>(page: Page, action: string, entree: unknown): Promise<T> {
  return appeler(page, `/api/actions/${action}`, entree);
}

export function lireVue<T>(page: Page, vue: string, entree: unknown): Promise<T> {
  return appeler(page, `/api/vues/${vue}`, entree);
}

async function appeler<T>(page: Page, chemin: string, entree: unknown): Promise<T> {
  const reponse = await page.evaluate(
    async ([adresse, corps]) => {
      const r = await fetch(adresse ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-cordee': '1' },
        body: corps ?? '{}',
      });
      return { statut: r.status, texte: await r.text() };
    },
    [chemin, JSON.stringify(entree)],
  );
  if (reponse.statut !== 200) throw new Error(`${chemin} : ${String(reponse.statut)} ${reponse.texte}`);
  return JSON.parse(reponse.texte) as T;
}
