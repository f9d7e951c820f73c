import type { PermissionsEnMots } from '#acces/clients/en-mots.ts';
import type { PatientOffert } from './patients.ts';

const ECHAPPEMENTS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and quoted attributes only: never inside a script or a style, which these pages do not have. */
const echapper = (texte: string): string => texte.replace(/[&<>"']/g, (c) => ECHAPPEMENTS[c] ?? c);

export interface Consentement {
  /** Secret of the question put to this browser: it comes back with the answer. */
  readonly question: string;
  readonly application: string;
  /** Where the browser goes after the answer: shown, since the name alone is what somebody typed. */
  readonly site: string;
  readonly personne: string;
  readonly structure: string;
  readonly mots: PermissionsEnMots;
  readonly patient: PatientOffert | undefined;
  /** Persons to choose from; undefined when there is nobody to choose. */
  readonly choix: readonly PatientOffert[] | undefined;
  readonly duree: 'quelques minutes' | 'session' | 'longue';
}

const DUREES = {
  'quelques minutes': 'Cet accès s’arrête au bout de quelques minutes.',
  session: 'Cet accès s’arrête quand vous vous déconnectez de Cordée.',
  longue:
    'Cet accès continue après votre départ, 90 jours au plus, jusqu’à ce que l’application ou votre territoire l’arrête.',
} as const;

/** The page where a person says yes or no to an application: plain form, no script. */
export function pageConsentement(demande: Consentement): string {
  const { application, site, personne, structure, mots, duree } = demande;
  const impossible = demande.choix?.length === 0;
  return page(
    `Ouvrir ${application} ?`,
    `<h1>Ouvrir « ${echapper(application)} » ?</h1>
<p>Vous êtes <strong>${echapper(personne)}</strong> (${echapper(structure)}). Cette application, à l’adresse <strong>${echapper(site)}</strong>, demande à agir pour vous dans Cordée. Elle ne verra jamais plus que vous.</p>
<form method="post" action="/oauth/decision">
<input type="hidden" name="question" value="${echapper(demande.question)}">
${quiEstConcerne(demande)}
<h2>Ce qu’elle pourra faire</h2>
<ul>
${mots.lire.length === 0 ? '' : `<li><strong>Lire</strong> : ${echapper(mots.lire.join(', '))}.</li>`}
${mots.ecrire.length === 0 ? '' : `<li><strong>Écrire en votre nom</strong> : ${echapper(mots.ecrire.join(', '))}.</li>`}
</ul>
<p>${DUREES[duree]} Chaque geste qu’elle fait est noté avec votre nom et le sien.</p>
<p class="boutons">
${impossible ? '' : '<button class="principal" type="submit" name="choix" value="accepter">Ouvrir l’application</button>'}
<button type="submit" name="choix" value="refuser" formnovalidate>Ne pas l’ouvrir</button>
</p>
</form>`,
  );
}

function quiEstConcerne({ patient, choix }: Consentement): string {
  if (patient !== undefined)
    return `<p>Elle s’ouvre sur le dossier de <strong>${echapper(patient.libelle)}</strong>.</p>`;
  if (choix === undefined) return '';
  if (choix.length === 0)
    return '<p class="avis" role="note">Elle demande le dossier d’une personne, et aucune n’est à votre portée pour l’instant. Ouvrez d’abord un dossier dans Cordée.</p>';
  const options = choix.map((p) => `<option value="${echapper(p.id)}">${echapper(p.libelle)}</option>`).join('\n');
  return `<p><label for="patient">Pour quelle personne ?</label>
<select id="patient" name="patient" required>
<option value="">Choisissez une personne</option>
${options}
</select></p>`;
}

/** A request that cannot even be answered to its application: said to the person, with what to do. */
export function pageRefus(texte: string): string {
  return page(
    'Cette application ne peut pas s’ouvrir',
    `<h1>Cette application ne peut pas s’ouvrir</h1>
<p class="avis">${echapper(texte)}</p>
<p>Rien n’a été transmis. Si cela recommence, montrez cette page à la personne qui s’occupe de l’application.</p>
<p><a href="/">Revenir à Cordée</a></p>`,
  );
}

function page(titre: string, contenu: string): string {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${echapper(titre)} — Cordée</title>
<link rel="stylesheet" href="/oauth/page.css">
</head>
<body>
<header><p>Cordée</p></header>
<main>
${contenu}
</main>
</body>
</html>
`;
}
