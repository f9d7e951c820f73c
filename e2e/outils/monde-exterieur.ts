import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { ecrire, presser } from './clavier.ts';
import { exigerAccessible } from './navigateur.ts';

export const ADRESSE_DAC = 'dac@dac-orsene.mss-orsene.invalid';

interface PieceEnvoyee {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Somebody of the outside world at her own secure mail: she has no account on Cordée. Keyboard only. */
export class BoiteExterieure {
  readonly #page: Page;
  readonly #origine: string;
  readonly #nom: RegExp;

  constructor(page: Page, origine: string, nom: RegExp) {
    this.#page = page;
    this.#origine = origine;
    this.#nom = nom;
  }

  async ouvrir(): Promise<void> {
    await this.#page.goto(`${this.#origine}/essai/messagerie`);
    await this.#page.getByRole('link', { name: this.#nom }).first().click();
    await this.#page.getByRole('link', { name: /Écrire/ }).waitFor();
  }

  async ecrireAu(adresse: string, sujet: string, texte: string, piece?: PieceEnvoyee): Promise<void> {
    await this.ouvrir();
    await presser(this.#page, this.#page.getByRole('link', { name: /Écrire/ }));
    await this.#page.getByLabel('Adresse du destinataire').waitFor();
    await exigerAccessible(this.#page, 'messagerie extérieure, écrire');
    await ecrire(this.#page, this.#page.getByLabel('Adresse du destinataire'), adresse);
    await ecrire(this.#page, this.#page.getByLabel('Sujet'), sujet);
    await ecrire(this.#page, this.#page.getByLabel('Votre message'), texte);
    if (piece !== undefined) await this.#page.getByLabel('Joindre un document').setInputFiles(piece);
    await presser(this.#page, this.#page.getByRole('button', { name: /Envoyer/ }));
  }

  /** Waits for a message with this subject and opens it; returns what is written in it. */
  async lire(sujet: RegExp): Promise<string> {
    await expect
      .poll(
        async () => {
          await this.ouvrir();
          return this.#page.getByRole('link', { name: sujet }).count();
        },
        { timeout: 60_000, interval: 500 },
      )
      .toBeGreaterThan(0);
    await this.#page.getByRole('link', { name: sujet }).first().click();
    await this.#page.getByRole('link', { name: 'Répondre' }).waitFor();
    return this.#page.locator('main').innerText();
  }

  /** A link of the message being read: what is asked comes first, what is offered for later comes last. */
  async lienDuMessage(lequel: 'premier' | 'dernier' = 'premier'): Promise<string> {
    const liens = this.#page.locator('main a[href*="/r/"]');
    const lien = await (lequel === 'premier' ? liens.first() : liens.last()).getAttribute('href');
    if (lien === null) throw new Error('le message ne porte pas de lien');
    return lien;
  }

  /** Answers the message being read, simply. */
  async repondre(texte: string): Promise<void> {
    await presser(this.#page, this.#page.getByRole('link', { name: 'Répondre' }));
    await ecrire(this.#page, this.#page.getByLabel('Votre message'), texte);
    await presser(this.#page, this.#page.getByRole('button', { name: /Envoyer/ }));
  }

  async nombreDeMessages(sujet: RegExp): Promise<number> {
    await this.ouvrir();
    return this.#page.getByRole('link', { name: sujet }).count();
  }
}

/** Lines somebody reads before the signature of the mail. */
export function lignesDuMessage(contenu: string): readonly string[] {
  const corps = contenu.slice(0, contenu.indexOf('\n-- ') === -1 ? undefined : contenu.indexOf('\n-- '));
  const debut = corps.lastIndexOf('.invalid>');
  return corps
    .slice(debut === -1 ? 0 : debut + '.invalid>'.length)
    .split('\n')
    .map((l) => l.trim())
    .filter((l) => l !== '');
}
