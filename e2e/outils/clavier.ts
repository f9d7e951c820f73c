import type { Locator, Page } from 'playwright-core';

const TABULATIONS_MAX = 150;

/** Moves with Tab until the thing has the focus, as somebody without a mouse does. Fails when Tab never reaches it. */
export async function allerA(page: Page, cible: Locator): Promise<void> {
  await cible.first().waitFor();
  for (let i = 0; i < TABULATIONS_MAX; i += 1) {
    const atteinte = await cible
      .first()
      .evaluate((e) => e === document.activeElement || e.contains(document.activeElement));
    if (atteinte) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`le clavier n’atteint pas ${String(cible)}`);
}

export async function presser(page: Page, cible: Locator): Promise<void> {
  await allerA(page, cible);
  await page.keyboard.press('Enter');
}

export async function ecrire(page: Page, cible: Locator, texte: string): Promise<void> {
  await allerA(page, cible);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(texte);
}

/** Chooses one card of a group with the arrows. */
export async function choisir(page: Page, groupe: Locator, option: string | RegExp): Promise<void> {
  await allerA(page, groupe);
  const choix = groupe.getByRole('radio', { name: option });
  const nombre = await groupe.getByRole('radio').count();
  await page.keyboard.press('Space');
  for (let i = 0; i <= nombre && !(await choix.isChecked()); i += 1) await page.keyboard.press('ArrowDown');
}

/** Ticks a box or a card by the keyboard; does nothing when it is already ticked. */
export async function cocher(page: Page, cible: Locator): Promise<void> {
  await cible.first().waitFor({ state: 'attached' });
  if (await cible.first().isChecked()) return;
  await cible.first().focus();
  await page.keyboard.press('Space');
}
