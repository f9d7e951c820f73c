import { readFileSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import { afterEach, describe, expect, test } from 'vitest';
import { pageConsentement, pageRefus, type Consentement } from './page.ts';

const uneDemande = (autres: Partial<Consentement> = {}): string =>
  pageConsentement({
    question: 'q'.repeat(43),
    application: 'Agenda du Port',
    site: 'appli.exemple.invalid',
    personne: 'Dr Lise Exemple',
    structure: 'Cabinet du Port',
    mots: {
      lire: ['identité et coordonnées', 'cercle, tâches et rendez-vous'],
      ecrire: ['cercle, tâches et rendez-vous'],
    },
    patient: undefined,
    choix: [
      { id: 'p1', libelle: 'PERRIN Jeanne, 12/04/1941' },
      { id: 'p2', libelle: 'AUTRE Jean, 03/01/1950' },
    ],
    duree: 'longue',
    ...autres,
  });

function montrer(html: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html');
  document.documentElement.lang = page.documentElement.lang;
  document.title = page.title;
  document.body.replaceWith(page.body);
}
afterEach(() => {
  document.body.replaceChildren();
});

describe('La page où une personne autorise une application', () => {
  test.each<[string, string]>([
    ['avec une personne à choisir', uneDemande()],
    [
      'sur une personne déjà ouverte',
      uneDemande({ choix: undefined, patient: { id: 'p1', libelle: 'PERRIN Jeanne' } }),
    ],
    ['sans personne à portée', uneDemande({ choix: [] })],
    ['refusée avant même de demander', pageRefus('Cette application n’est pas raccordée à Cordée.')],
  ])('%s n’a aucune faute d’accessibilité', async (_nom, html) => {
    montrer(html);
    const { violations } = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map((v) => `${v.id} : ${v.help}`)).toEqual([]);
    expect(document.querySelectorAll('h1')).toHaveLength(1);
    expect(document.body.querySelectorAll('script, style, [style], [onclick]')).toHaveLength(0);
  });

  test('dit en mots ce qui sera lu, écrit, et pour combien de temps, et rien n’est coché d’avance', () => {
    montrer(uneDemande());
    const texte = document.body.textContent;
    expect(texte).toContain('Lire : identité et coordonnées');
    expect(texte).toContain('Écrire en votre nom : cercle');
    expect(texte).toContain('appli.exemple.invalid');
    expect(texte).toContain('90 jours au plus');
    expect(document.querySelector('select')?.value).toBe('');
    expect([...document.querySelectorAll('button')].map((b) => b.value)).toEqual(['accepter', 'refuser']);
  });

  test('sans personne à portée, il n’y a rien à accepter', () => {
    montrer(uneDemande({ choix: [] }));
    expect([...document.querySelectorAll('button')].map((b) => b.value)).toEqual(['refuser']);
  });

  test('un nom hostile reste un nom', () => {
    montrer(uneDemande({ application: '<img src=x onerror=alert(1)>', site: '"><script>x</script>' }));
    expect(document.querySelectorAll('img, script')).toHaveLength(0);
    expect(document.querySelector('h1')?.textContent).toContain('<img src=x');
  });

  test('ses couleurs sont celles des écrans, dont le contraste est vérifié', () => {
    const jetons = readFileSync(path.join(import.meta.dirname, '../../web/ui/jetons.css'), 'utf8');
    const page = readFileSync(path.join(import.meta.dirname, 'page.css'), 'utf8');
    const couleurs = [...page.matchAll(/--([\w-]+): (light-dark\([^)]*\));/g)];
    expect(couleurs.length).toBeGreaterThan(5);
    for (const [, nom, valeur] of couleurs) expect(jetons).toContain(`--${nom}: ${valeur};`);
  });
});
