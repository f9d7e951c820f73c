import { PANNES } from './pannes.ts';
import type { Persona } from './persona.ts';
import type { CarteTelephone } from './telephones.ts';

const ECHAPPEMENTS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and quoted attributes only: never inside a script or a style, which these pages do not have. */
export const echapper = (texte: string): string => texte.replace(/[&<>"']/g, (c) => ECHAPPEMENTS[c] ?? c);

const TITRE = 'Pro Santé Connect — simulateur d’essai';

function page(racine: string, titre: string, contenu: string): string {
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${echapper(titre)}</title>
<link rel="stylesheet" href="${echapper(racine)}/style.css">
</head>
<body>
${contenu}
</body>
</html>
`;
}

const nomComplet = (p: Persona): string => [p.titre, p.prenom, p.nom].filter((mot) => mot !== undefined).join(' ');

function lieux(persona: Persona): string {
  const noms = persona.situations.map((s) => s.structureNom);
  if (noms.length === 0) return 'Aucune structure';
  return noms.length === 1 ? (noms[0] ?? '') : `${noms.length} situations : ${noms.join(' ; ')}`;
}

function carte(action: string, persona: Persona): string {
  return `<li><form method="post" action="${echapper(action)}">
<input type="hidden" name="persona" value="${echapper(persona.id)}">
<button class="carte" type="submit"><span class="nom">${echapper(nomComplet(persona))}</span>
<span>${echapper(persona.profession.libelle)}</span>
<span class="lieux">${echapper(lieux(persona))}</span></button>
</form></li>`;
}

function groupe(id: string, titre: string, action: string, personas: readonly Persona[]): string {
  if (personas.length === 0) return '';
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${titre}</h2>
<ul class="cartes">
${personas.map((persona) => carte(action, persona)).join('\n')}
</ul>
</section>`;
}

function menuPannes(action: string, personas: readonly Persona[]): string {
  const choix = personas.map((p) => `<option value="${echapper(p.id)}">${echapper(nomComplet(p))}</option>`).join('');
  const boutons = Object.entries(PANNES).map(
    ([code, { libelle, attendu }]) =>
      `<li><button type="submit" name="panne" value="${code}" aria-describedby="panne-${code}">${libelle}</button>
<p id="panne-${code}">${attendu}</p></li>`,
  );
  return `<section class="pannes" aria-labelledby="pannes">
<h2 id="pannes">Essayer une panne</h2>
<details><summary>Voir les pannes proposées</summary>
<form method="post" action="${echapper(action)}">
<label for="persona-panne">Se connecter comme</label>
<select id="persona-panne" name="persona">${choix}</select>
<ul>
${boutons.join('\n')}
</ul>
</form>
</details>
</section>`;
}

/** The page where one click on a person signs in. */
export function pagePersonas(racine: string, action: string, personas: readonly Persona[]): string {
  const avecCarte = personas.filter((p) => p.idnps !== undefined);
  const sansCarte = personas.filter((p) => p.idnps === undefined);
  return page(
    racine,
    TITRE,
    `<header>
<p class="bandeau">Profil d’essai : personnes fictives, aucune donnée réelle.</p>
<h1>${TITRE}</h1>
<p>Choisissez une personne : vous êtes connecté aussitôt, sans mot de passe ni téléphone.</p>
</header>
<main>
${groupe('sante', 'Professionnels de santé', action, avecCarte)}
${groupe('sans-carte', 'Sans carte CPS (connexion simulée)', action, sansCarte)}
${menuPannes(action, personas)}
</main>
<footer><p>Dans un vrai territoire, cette page est remplacée par Pro Santé Connect ; les personnes sans carte CPS se connectent avec une clé d’accès.</p></footer>`,
  );
}

/** A page that only says something: error, end of session. `detail` is a technical code, never a personal datum. */
export function pageMessage(racine: string, titre: string, message: string, detail?: string): string {
  return page(
    racine,
    `${titre} — simulateur Pro Santé Connect`,
    `<header><p class="bandeau">${TITRE}</p></header>
<main>
<h1>${echapper(titre)}</h1>
<p>${echapper(message)}</p>
${detail === undefined ? '' : `<p class="lieux">Code technique : ${echapper(detail)}</p>`}
</main>`,
  );
}

/** The phones of the personas: what asks to be confirmed, and the word to compare with the other screen. */
export function pageTelephones(racine: string, action: string, cartes: readonly CarteTelephone[]): string {
  const liste = cartes.map(
    ({ requete, message, persona }) => `<li><form class="telephone" method="post" action="${echapper(action)}">
<input type="hidden" name="requete" value="${echapper(requete)}">
<p class="nom">${echapper(nomComplet(persona))}</p>
<p>Quelqu’un demande à entrer dans Cordée. Confirmez seulement si l’écran montre aussi ce code :</p>
<p class="code">${echapper(message)}</p>
<p><button class="carte" type="submit" name="reponse" value="oui">C’est moi, confirmer</button></p>
<p><button type="submit" name="reponse" value="non">Ce n’est pas moi, refuser</button></p>
</form></li>`,
  );
  return page(
    racine,
    `Téléphones — ${TITRE}`,
    `<header>
<p class="bandeau">Profil d’essai : personnes fictives, aucune donnée réelle.</p>
<h1>Le téléphone de chacun</h1>
<p>Cette page joue l’application e-CPS. Dans la réalité, la demande arrive sur le téléphone de la personne.</p>
</header>
<main>
${liste.length === 0 ? '<p>Rien à confirmer pour l’instant. Demandez une connexion par le téléphone, puis rechargez cette page.</p>' : `<ul class="cartes">\n${liste.join('\n')}\n</ul>`}
</main>`,
  );
}
