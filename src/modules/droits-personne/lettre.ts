import { jourEnMots } from './export/lisible.ts';
import { document, html } from './export/page.ts';
import type { Genre } from './vocabulaire.ts';

export interface Refusee {
  readonly genre: Genre;
  readonly demandeur: string;
  readonly personne: string;
  readonly recueLe: Date;
  readonly decideeLe: Date;
  readonly motif: string;
  readonly signataire: string;
  readonly structure: string;
}

const OBJETS: Readonly<Record<Genre, string>> = {
  acces: 'recevoir le dossier',
  rectification: 'corriger une information du dossier',
  effacement: 'effacer des informations du dossier',
  limitation: 'arrêter le partage des informations',
};

/** What the law says of each refusal, in words. Source: GDPR art. 12-4, 17-3 c; L. 1110-4 IV and V CSP; RG-04. */
const RAPPELS: Readonly<Record<Genre, string>> = {
  acces:
    'Un refus n’empêche pas de demander à nouveau. Un certificat médical peut être donné quand il ne trahit aucun secret.',
  rectification: 'Votre désaccord est noté dans le dossier, à côté de l’information.',
  effacement:
    'La loi oblige à garder un dossier de santé pendant une durée précise. Vous pouvez toujours vous opposer à son partage : cela ne se refuse pas.',
  limitation: 'Vous pouvez toujours vous opposer au partage avec une personne, une structure ou un métier.',
};

/** The letter of a refusal: what was asked, why not, and where to complain. To print and sign. */
export function lettreDeRefus(r: Refusee): string {
  return document(
    'Réponse à votre demande',
    `<p>${html(r.structure)}</p>
<p>Le ${html(jourEnMots(r.decideeLe))}</p>
<p>À l’attention de ${html(r.demandeur)}</p>
<p>Vous avez demandé le ${html(jourEnMots(r.recueLe))} à ${html(OBJETS[r.genre])} de ${html(r.personne)}.</p>
<p><strong>Nous ne pouvons pas accepter cette demande.</strong></p>
<h2>Pourquoi</h2>
<p>${html(r.motif)}</p>
<p>${html(RAPPELS[r.genre])}</p>
<h2>Si vous n’êtes pas d’accord</h2>
<p>Parlez-en d’abord au délégué à la protection des données de notre structure, par courrier ou de vive voix.</p>
<p>Vous pouvez écrire à la CNIL, gratuitement : 3 place de Fontenoy, TSA 80715, 75334 Paris cedex 07.</p>
<p>Pour un dossier de santé public, vous pouvez aussi écrire à la CADA dans les deux mois : TSA 50730, 75334 Paris cedex 07.</p>
<p>Vous pouvez enfin saisir le tribunal.</p>
<p>${html(r.signataire)}</p>`,
  );
}
