import { html, raw } from 'hono/html';

/** Ce que les pages du webmail d'essai ont en commun. `html` échappe tout ce qui est inséré. */

export type Fragment = ReturnType<typeof html>;

export interface Page {
  readonly base: string;
  readonly titre: string;
  readonly corps: Fragment;
}

const TITRE_DU_SITE = 'Messagerie sécurisée d’essai';

// La corde : deux points reliés (interface.md §3).
const MARQUE = raw(
  '<svg viewBox="0 0 40 20" aria-hidden="true" focusable="false"><path d="M5 13C13 3 25 17 35 7" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round"/><circle cx="5" cy="13" r="4" fill="currentColor"/><circle cx="35" cy="7" r="4" fill="currentColor"/></svg>',
);

const FORMAT_DATE = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});
const FORMAT_HEURE = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' });

/** « lun. 23 nov., 10 h 30 ». */
export function dateLisible(le: Date): string {
  return `${FORMAT_DATE.format(le)}, ${FORMAT_HEURE.format(le).replace(':', ' h ')}`;
}

/** Enveloppe commune : titre, bandeau qui dit que rien n'est réel, contenu. */
export function pageEntiere({ base, titre, corps }: Page): Fragment {
  return html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${titre} — ${TITRE_DU_SITE}</title>
        <link rel="stylesheet" href="${base}/style.css" />
      </head>
      <body>
        <a class="evitement" href="#contenu">Aller au contenu</a>
        <header class="bandeau">
          <p><a href="${base}">${MARQUE} ${TITRE_DU_SITE}</a> <span>le monde extérieur</span></p>
        </header>
        <main id="contenu" tabindex="-1">${corps}</main>
        <footer class="pied">
          <p>
            Ici, vous êtes l’un des correspondants de Cordée : médecin, infirmière, structure, patient. Personnes et
            adresses sont inventées, aucun message ne sort de cette machine.
          </p>
        </footer>
      </body>
    </html>`;
}

export interface Boite {
  readonly id: string;
  readonly nom: string;
  readonly adresse: string;
}

/** Adresse coupée de préférence après « @ » sur un petit écran. */
export function enAdresse(adresse: string): Fragment {
  const [locale = '', domaine = ''] = adresse.split('@');
  return html`${locale}@<wbr />${domaine}`;
}
