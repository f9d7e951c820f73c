import { dateLunaire } from '../date-lunaire.ts';
import { echapper } from '../enveloppe.ts';
import type { InsLue, PersonneInsi } from '../insi.ts';
import type { VocabulaireInsi } from '../vocabulaire.ts';

const SOAP = 'http://www.w3.org/2003/05/soap-envelope';

export function envelopper(corps: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="${SOAP}"><env:Body>${corps}</env:Body></env:Envelope>`;
}

const el = (nom: string, contenu: string): string => `<r:${nom}>${contenu}</r:${nom}>`;

export function resultat({ reponse, espaces }: VocabulaireInsi, code: string, suite = ''): string {
  const cr = el(reponse.compteRendu, el(reponse.code, code) + el('LibelleCR', 'simulé'));
  return envelopper(`<r:${reponse.resultat} xmlns:r="${espaces.resultat}">${cr}${suite}</r:${reponse.resultat}>`);
}

/** `code`: kind of failure; `precis`: what failed, in the detail. */
export function faute(role: 'Sender' | 'Receiver', code: string, precis: string): string {
  return envelopper(
    `<env:Fault><env:Code><env:Value>env:${role}</env:Value><env:Subcode><env:Value>${code}</env:Value></env:Subcode></env:Code>` +
      `<env:Reason><env:Text xml:lang="fr">simulée</env:Text></env:Reason>` +
      `<env:Detail><siram:Erreur xmlns:siram="urn:siram" severite="fatal" code="${precis}">simulée</siram:Erreur></env:Detail></env:Fault>`,
  );
}

function ins({ reponse }: VocabulaireInsi, nom: string, { matricule, oid }: InsLue): string {
  const numero = el(reponse.numero, matricule.slice(0, 13)) + el(reponse.cle, matricule.slice(13));
  return el(nom, el(reponse.identifiant, numero) + el(reponse.oid, oid));
}

export function individu(mots: VocabulaireInsi, { ins: actif, anciens, traits }: PersonneInsi): string {
  const { reponse, champs } = mots;
  const lieu = traits.lieuNaissance === undefined ? '' : el(champs.lieuNaissance, traits.lieuNaissance);
  const tiq =
    el(champs.nomNaissance, echapper(traits.nomNaissance)) +
    el(reponse.prenoms, echapper(traits.prenoms.join(' '))) +
    el(champs.sexe, traits.sexe) +
    el(champs.dateNaissance, dateLunaire(traits.dateNaissance)) +
    lieu;
  return el(
    reponse.individu,
    ins(mots, reponse.actif, actif) +
      anciens.map((ancien) => ins(mots, reponse.historique, ancien)).join('') +
      el(reponse.traits, tiq),
  );
}
