import { html } from 'hono/html';
import type { MessageRecu } from '../boite.ts';
import type { BoiteListee, LienDuMessage, MessageDuWebmail, MessageListe } from './webmail.ts';
import { dateLisible, enAdresse, type Boite, type Fragment, type Page } from './webmail-gabarit.ts';

/** Pages du webmail d'essai, sans script. */

function parRole(boites: readonly BoiteListee[]): [string, BoiteListee[]][] {
  const groupes = new Map<string, BoiteListee[]>();
  for (const boite of boites) {
    groupes.set(boite.role, [...(groupes.get(boite.role) ?? []), boite]);
  }
  return [...groupes].map(([role, membres]) => [role, membres.toSorted((a, b) => a.nom.localeCompare(b.nom, 'fr'))]);
}

function enNonLus(nombre: number): Fragment | '' {
  return nombre === 0 ? '' : html`<span class="nouveau">${nombre} ${nombre === 1 ? 'nouveau' : 'nouveaux'}</span>`;
}

/** Choix de la personne dont on ouvre la boîte. */
export function pageBoites(base: string, boites: readonly BoiteListee[], idDe: (adresse: string) => string): Page {
  const groupes = parRole(boites).map(
    ([role, membres]) => html`
      <h2>${role}</h2>
      <ul class="liste">
        ${membres.map(
          (boite) =>
            html`<li>
              <a href="${base}/boites/${idDe(boite.adresse)}">
                <span class="nom">${boite.nom}</span> ${enNonLus(boite.nonLus)}
                <span class="detail">${enAdresse(boite.adresse)}</span>
              </a>
            </li>`,
        )}
      </ul>
    `,
  );
  const corps = html`<h1>Qui êtes-vous ?</h1>
    <p class="sous">Choisissez la personne ou la structure dont vous ouvrez la boîte.</p>
    ${boites.length === 0 ? html`<p>Les boîtes des correspondants paraîtront ici.</p>` : groupes}`;
  return { base, titre: 'Choisir une boîte', corps };
}

const SORTES: Readonly<Record<MessageRecu['nature'], string>> = {
  message: '',
  'non-remis': 'Non remis',
  'retard-remise': 'Remise retardée',
  'accuse-remise': 'Accusé de remise',
  'accuse-lecture': 'Accusé de lecture',
  'reponse-automatique': 'Réponse automatique',
  illisible: 'Illisible',
};

function sorte(nature: MessageRecu['nature']): Fragment | '' {
  const alerte = nature === 'non-remis' || nature === 'illisible' ? ' alerte' : '';
  return SORTES[nature] === '' ? '' : html`<span class="sorte${alerte}">${SORTES[nature]}</span> `;
}

/** Boîte de réception. `annonce` : phrase à dire en tête (« Message envoyé. »). */
export function pageReception(base: string, boite: Boite, messages: readonly MessageListe[], annonce: string): Page {
  const ici = `${base}/boites/${boite.id}`;
  const lignes = messages.map(
    (un) =>
      html`<li>
        <a class="${un.lu ? 'lu' : ''}" href="${ici}/messages/${un.uid}">
          <span class="nom">${un.de}</span>
          ${un.lu ? html`<span class="date">${dateLisible(un.le)}</span>` : html`<span class="nouveau">nouveau</span>`}
          <span class="detail">${sorte(un.nature)}${un.sujet || '(sans sujet)'}</span>
          ${un.lu ? '' : html`<span class="detail">${dateLisible(un.le)}</span>`}
        </a>
      </li>`,
  );
  const corps = html`<a class="retour" href="${base}">Changer de boîte</a>
    ${annonce === '' ? '' : html`<div class="message bon" role="status"><p>${annonce}</p></div>`}
    <h1>${boite.nom}</h1>
    <p class="sous">${enAdresse(boite.adresse)}</p>
    <div class="actions">
      <a class="bouton" href="${ici}/ecrire">Écrire un message</a>
      <a class="bouton discret" href="${ici}">Relever les messages</a>
    </div>
    <h2>Messages reçus</h2>
    ${
      messages.length === 0
        ? html`<p>Les messages reçus paraîtront ici, le plus récent en haut.</p>`
        : html`<ul class="liste">
            ${lignes}
          </ul>`
    }`;
  return { base, titre: `Boîte de ${boite.nom}`, corps };
}

// Le texte est coupé à chaque adresse : les morceaux sont échappés un par un, seuls http et https deviennent des liens.
function avecLiens(texte: string, liens: readonly string[]): (string | Fragment)[] {
  const [lien, ...autres] = liens;
  if (lien === undefined) {
    return [texte];
  }
  const [avant = '', ...apres] = texte.split(lien);
  const debut = avecLiens(avant, autres);
  return apres.reduce<(string | Fragment)[]>(
    (morceaux, suite) => [
      ...morceaux,
      html`<a href="${lien}" rel="noreferrer">${lien}</a>`,
      ...avecLiens(suite, autres),
    ],
    debut,
  );
}

function piecesJointes(base: string, boite: Boite, message: MessageRecu): Fragment | '' {
  if (message.nature === 'illisible' || message.piecesJointes.length === 0) {
    return '';
  }
  const lignes = message.piecesJointes.map(
    (piece, rang) =>
      html`<li>
        <a href="${base}/boites/${boite.id}/messages/${message.uid}/pieces/${rang}">
          <span class="nom">${piece.nom}</span>
          <span class="date">${Math.ceil(piece.octets.byteLength / 1024)} Kio</span>
        </a>
      </li>`,
  );
  return html`<h2>Pièces jointes</h2>
    <ul class="liste">
      ${lignes}
    </ul>`;
}

function boutonsDesLiens(liens: readonly LienDuMessage[]): Fragment | '' {
  if (liens.length === 0) {
    return '';
  }
  const boutons = liens.map(
    ({ adresse, libelle }) =>
      html`<li>
        <a class="bouton discret" href="${adresse}" rel="noreferrer">
          <span
            >${libelle || 'Ouvrir le lien'}
            <small>${adresse.length > 44 ? `${adresse.slice(0, 44)}…` : adresse}</small></span
          >
        </a>
      </li>`,
  );
  return html`<h2>Liens du message</h2>
    <ul class="liens">
      ${boutons}
    </ul>`;
}

/** Lecture d'un message, liens ouvrables. */
export function pageLecture(base: string, boite: Boite, { message, liens }: MessageDuWebmail): Page {
  const ici = `${base}/boites/${boite.id}`;
  const sujet = (message.nature === 'illisible' ? message.sujetDeclare : message.sujet) || '(sans sujet)';
  const de =
    message.nature === 'illisible'
      ? message.expediteurDeclare
      : html`${message.de.nom} &lt;${enAdresse(message.de.adresse)}&gt;`;
  const le = message.nature === 'illisible' ? message.recuLe : message.date;
  const texte = message.nature === 'illisible' ? 'Ce message n’a pas pu être lu.' : message.texte;
  const parLongueur = liens.map((lien) => lien.adresse).toSorted((a, b) => b.length - a.length);
  const corps = html`<a class="retour" href="${ici}">Retour aux messages</a>
    <h1>${sujet}</h1>
    <p class="sous">${sorte(message.nature)}${dateLisible(le)}</p>
    <dl class="entetes">
      <dt>De</dt>
      <dd>${de}</dd>
      <dt>À</dt>
      <dd>${boite.nom} &lt;${enAdresse(boite.adresse)}&gt;</dd>
    </dl>
    <p class="texte">${avecLiens(texte, parLongueur)}</p>
    ${boutonsDesLiens(liens)} ${piecesJointes(base, boite, message)}
    <div class="actions">
      ${message.nature === 'message' ? html`<a class="bouton" href="${ici}/ecrire?repondre=${message.uid}">Répondre</a>` : ''}
      <form method="post" action="${ici}/messages/${message.uid}/supprimer">
        <button class="discret danger" type="submit">Supprimer ce message</button>
      </form>
    </div>`;
  return { base, titre: sujet, corps };
}

export interface Brouillon {
  readonly a: string;
  readonly sujet: string;
  readonly texte: string;
  /** UID du message auquel on répond, vide sinon. */
  readonly repondre: string;
  readonly citer: boolean;
}

function erreurDuFormulaire(erreur: string): Fragment | '' {
  return erreur === '' ? '' : html`<div class="message mauvais" role="alert" id="erreur"><p>${erreur}</p></div>`;
}

/** Formulaire d'écriture ; garde tout ce qui a été saisi quand l'envoi est refusé. */
export function pageEcriture(base: string, boite: Boite, brouillon: Brouillon, erreur: string): Page {
  const ici = `${base}/boites/${boite.id}`;
  const reponse = brouillon.repondre !== '';
  const citation = html`<div class="case">
    <input type="checkbox" id="citer" name="citer" value="oui" ${brouillon.citer ? 'checked' : ''} />
    <label for="citer">Recopier le message d’origine sous ma réponse, comme le font les messageries</label>
  </div>`;
  const corps = html`<a class="retour" href="${ici}">Retour aux messages</a>
    <h1>${reponse ? 'Répondre' : 'Écrire un message'}</h1>
    <p class="sous">De : ${boite.nom}</p>
    ${erreurDuFormulaire(erreur)}
    <form method="post" action="${ici}/ecrire" enctype="multipart/form-data">
      <input type="hidden" name="repondre" value="${brouillon.repondre}" />
      <div class="champ">
        <label for="a">Adresse du destinataire</label>
        <input id="a" name="a" type="email" required autocomplete="off" value="${brouillon.a}" />
      </div>
      <div class="champ">
        <label for="sujet">Sujet</label>
        <input
          id="sujet"
          name="sujet"
          type="text"
          required
          maxlength="200"
          autocomplete="off"
          value="${brouillon.sujet}"
        />
      </div>
      <div class="champ">
        <label for="texte">Votre message</label>
        <textarea id="texte" name="texte" required>${brouillon.texte}</textarea>
        ${reponse ? citation : ''}
      </div>
      <div class="champ">
        <label for="piece">Joindre un document (facultatif)</label>
        <p class="aide" id="aide-piece">Un seul fichier, 10 Mo au plus.</p>
        <input id="piece" name="piece" type="file" aria-describedby="aide-piece" />
      </div>
      <button type="submit">Envoyer le message</button>
    </form>`;
  return { base, titre: reponse ? 'Répondre' : 'Écrire un message', corps };
}

/** Adresse sans message ni boîte, ou geste refusé. */
export function pageAbsente(base: string, phrase: string): Page {
  const corps = html`<h1>${phrase}</h1>
    <p class="actions"><a class="bouton" href="${base}">Choisir une boîte</a></p>`;
  return { base, titre: phrase, corps };
}
