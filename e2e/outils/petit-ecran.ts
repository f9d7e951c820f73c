import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Half a pixel of rounding is nobody's mistake. */
const TOLERANCE_PX = 1;
const CIBLE_PX = 44;
/** Of a link inside a sentence (WCAG 2.5.8). */
const CIBLE_DANS_LE_TEXTE_PX = 24;

/** WCAG 1.4.10: nothing asks to scroll sideways. Says which elements stick out. */
export async function exigerSansDefilement(page: Page, ecran: string): Promise<void> {
  const fautes = await page.evaluate((tolerance) => {
    const racine = document.documentElement;
    const largeur = racine.clientWidth;
    if (racine.scrollWidth <= largeur + tolerance) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((e) => e.getBoundingClientRect().right > largeur + tolerance)
      .slice(0, 8)
      .map((e) => `${e.outerHTML.slice(0, 120)} … ${Math.round(e.getBoundingClientRect().right)} px sur ${largeur}`);
  }, TOLERANCE_PX);
  expect(fautes, `« ${ecran} » défile sur le côté`).toEqual([]);
}

/** Every thing a finger aims at: 44 px, 24 px for a link inside a sentence. What is covered by its label counts with it. */
export async function exigerCibles(page: Page, ecran: string): Promise<void> {
  const fautes = await page.evaluate(
    ([cible, dansLeTexte, tolerance]) => {
      const montre = (e: Element) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      // A link may cover its whole row by a pseudo-element.
      const etendue = (e: Element) =>
        getComputedStyle(e, '::after').position === 'absolute' && e instanceof HTMLElement ? (e.offsetParent ?? e) : e;
      const viser = 'a[href], button, input, select, textarea, summary, [role="button"], [role="tab"], [role="option"]';
      return [...document.querySelectorAll(viser)].flatMap((e) => {
        if (!montre(e) || (e instanceof HTMLButtonElement && e.disabled)) return [];
        const porteur =
          e instanceof HTMLInputElement && /radio|checkbox/.test(e.type) ? (e.closest('label') ?? e) : etendue(e);
        const { width, height, bottom } = porteur.getBoundingClientRect();
        // The skip link waits above the page until it takes the focus.
        if (bottom <= 0 || width === 0) return [];
        const phrase = e.tagName === 'A' && getComputedStyle(e).display === 'inline';
        const minimum = (phrase ? dansLeTexte : cible) - tolerance;
        if (height >= minimum && (phrase || width >= minimum)) return [];
        return [`${porteur.outerHTML.slice(0, 140)} … ${Math.round(width)} × ${Math.round(height)} px`];
      });
    },
    [CIBLE_PX, CIBLE_DANS_LE_TEXTE_PX, TOLERANCE_PX] as const,
  );
  expect(fautes, `cibles trop petites de « ${ecran} »`).toEqual([]);
}
