import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sparticuz from '@sparticuz/chromium';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';

const exiger = createRequire(import.meta.url);
/** These two make the browser die with its first page; the others are needed to start as root without a display. */
const ARGUMENTS_A_RETIRER = new Set(['--single-process', '--no-zygote']);

/** `textePx`: the reader's own text size, as set in the browser (16 by default). */
export async function ouvrirNavigateur({ textePx = 16 } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [
      ...sparticuz.args.filter((a) => !ARGUMENTS_A_RETIRER.has(a)),
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      `--blink-settings=defaultFontSize=${textePx}`,
    ],
    headless: true,
  });
}

/** A carer's phone: small screen, French, Paris time. */
export function telephone(navigateur: Browser): Promise<BrowserContext> {
  return navigateur.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    hasTouch: true,
    isMobile: true,
  });
}

export function bureau(navigateur: Browser): Promise<BrowserContext> {
  return navigateur.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR', timezoneId: 'Europe/Paris' });
}

/** Accessibility of the page as shown now: no violation at all, whatever its gravity. */
// The live region of react-aria is left out: it names an announcement through an element that is gone a moment later.
export async function exigerAccessible(page: Page, ecran: string): Promise<void> {
  // A page that is still on its way has no title yet: what is judged is what a person reads.
  await page.locator('h1').first().waitFor();
  // Evaluated by the debugger, not as a page script: the strict content policy of the application stays on.
  await page.evaluate(await readFile(exiger.resolve('axe-core/axe.min.js'), 'utf8'));
  const resultat = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(c: object, o: object): Promise<AxeResults> } }).axe.run(
      { exclude: [['[data-live-announcer]']] },
      {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
    ),
  );
  const fautes = resultat.violations.map(
    (v) =>
      `${v.id} (${String(v.impact)}) : ${v.help} — ${v.nodes.map((n) => `${n.target.join(' ')} ${n.html.slice(0, 160)}`).join(' ; ')}`,
  );
  expect(fautes, `accessibilité de « ${ecran} »`).toEqual([]);
}

/** Signs in with one click on a persona, through the real OpenID Connect flow. */
export async function seConnecter(page: Page, origine: string, nom: string): Promise<void> {
  await page.goto(`${origine}/connexion`);
  await page
    .getByRole('link', { name: /Pro Santé Connect/ })
    .or(page.getByRole('button', { name: /Pro Santé Connect/ }))
    .first()
    .click();
  await page.getByRole('button', { name: new RegExp(nom) }).click();
  await page.waitForURL((url) => url.origin === origine && !url.pathname.startsWith('/connexion'));
}
