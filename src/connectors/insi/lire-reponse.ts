import {
  type ProfilExecution,
  type Resultat,
  cleMatricule,
  lireCodeCommune,
  lireMatriculeIns,
  lireOidIns,
  profilLexical,
} from '#lib/identifiants/index.ts';
import { depuisDateLunaire } from './date-lunaire.ts';
import {
  InsiIndisponible,
  InsiRefuse,
  type InsLue,
  type PersonneInsi,
  type ReponseRecherche,
  type ReponseVerification,
  type TraitsInsi,
} from './insi.ts';
import { type Arbre, enfant, enfants, lireXml, texte } from './lire-xml.ts';
import type { VocabulaireInsi } from './vocabulaire.ts';

/** What one answer is read with. `profil`: ranges of OID this house may hold (INS-03). */
export interface Lecture {
  readonly mots: VocabulaireInsi;
  readonly profil: ProfilExecution;
}

/**
 * Answer of a search. A person whose traits are not those we asked for is a contradictory answer, never a person: a wrong identity
 * is worse than none. Throws `InsiIndisponible` or `InsiRefuse`.
 */
export function lireRecherche(xml: string, demandes: TraitsInsi, lecture: Lecture): ReponseRecherche {
  const { mots } = lecture;
  const resultat = corpsDe(xml, mots);
  switch (codeDe(resultat, mots)) {
    case mots.codes.aucune:
      return { issue: 'aucune' };
    case mots.codes.plusieurs:
      return { issue: 'plusieurs' };
    case mots.codes.trouvee: {
      const personne = lirePersonne(resultat, lecture);
      if (!memePersonne(demandes, personne.traits)) throw new InsiIndisponible('reponse_contradictoire');
      return { issue: 'trouvee', personne };
    }
    default:
      throw new InsiRefuse(codeSur(codeDe(resultat, mots)));
  }
}

export function lireVerification(xml: string, { mots }: Lecture): ReponseVerification {
  const code = codeDe(corpsDe(xml, mots), mots);
  if (code === mots.codes.conforme) return { issue: 'conforme' };
  if (code === mots.codes.nonConforme) return { issue: 'non_conforme' };
  throw new InsiRefuse(codeSur(code));
}

function corpsDe(xml: string, { reponse }: VocabulaireInsi): Arbre {
  const corps = enfant(enfant(lireXml(xml), 'Envelope'), 'Body');
  const faute = enfant(corps, 'Fault');
  if (faute !== undefined) throw erreurDe(faute, reponse);
  const resultat = enfant(corps, reponse.resultat);
  if (resultat === undefined) throw new InsiIndisponible('reponse_illisible');
  return resultat;
}

/** `Receiver`: the service has a problem. Anything else: our call has one, and the detail says which. */
function erreurDe(faute: Arbre, { erreur }: VocabulaireInsi['reponse']): Error {
  const code = enfant(faute, 'Code');
  const valeur = texte(code, 'Value') ?? '';
  if (/(^|:)Receiver$/.test(valeur)) return new InsiIndisponible('panne_du_service');
  const precis = texte(enfant(enfant(faute, 'Detail'), erreur), '@code');
  return new InsiRefuse(codeSur(precis ?? texte(enfant(code, 'Subcode'), 'Value') ?? valeur));
}

/** Only the letters and digits of a code: an error must carry nothing of the answer. */
const codeSur = (code: string | undefined): string =>
  /^[A-Za-z0-9_:.-]{1,40}$/.test(code ?? '') && !/\d{9}/.test(code ?? '') ? (code ?? '') : 'code_illisible';

function codeDe(resultat: Arbre, { reponse }: VocabulaireInsi): string | undefined {
  return texte(enfant(resultat, reponse.compteRendu), reponse.code);
}

function lirePersonne(resultat: Arbre, lecture: Lecture): PersonneInsi {
  const { reponse, champs } = lecture.mots;
  const individu = enfant(resultat, reponse.individu);
  const actif = enfant(individu, reponse.actif);
  const traits = enfant(individu, reponse.traits);
  if (actif === undefined || traits === undefined) throw new InsiIndisponible('reponse_illisible');
  const sexe = texte(traits, champs.sexe);
  const dateNaissance = depuisDateLunaire(texte(traits, champs.dateNaissance) ?? '');
  const nomNaissance = profilLexical(texte(traits, champs.nomNaissance) ?? '');
  const prenoms = profilLexical(texte(traits, reponse.prenoms) ?? texte(traits, champs.prenom) ?? '').split(' ');
  const lieu = lireCodeCommune(texte(traits, champs.lieuNaissance) ?? '');
  if ((sexe !== 'M' && sexe !== 'F') || dateNaissance === undefined || nomNaissance === '' || prenoms[0] === '')
    throw new InsiIndisponible('reponse_illisible');
  return {
    ins: lireIns(actif, lecture),
    traits: { nomNaissance, prenoms, sexe, dateNaissance, ...(lieu.ok ? { lieuNaissance: lieu.valeur } : {}) },
    anciens: enfants(individu, reponse.historique).map((ancien) => lireIns(ancien, lecture)),
  };
}

function lireIns(arbre: Arbre, { mots: { reponse }, profil }: Lecture): InsLue {
  const identifiant = enfant(arbre, reponse.identifiant);
  const treize = texte(identifiant, reponse.numero) ?? '';
  // The key is optional in the schema: it follows from the number.
  const calculee = /^\d{5}[\dAB]{2}\d{6}$/.test(treize) ? cleMatricule(treize) : '';
  const numero = `${treize}${texte(identifiant, reponse.cle) ?? calculee}`;
  return {
    matricule: exiger(lireMatriculeIns(numero, 'saisie')),
    oid: exiger(lireOidIns(texte(arbre, reponse.oid) ?? '', profil)),
  };
}

function exiger<T>(lu: Resultat<T>): T {
  if (!lu.ok) throw new InsiIndisponible('reponse_contradictoire');
  return lu.valeur;
}

/** The birthplace is compared when both say it; a partial date of ours on what it says. */
function memePersonne(demandes: TraitsInsi, recus: TraitsInsi): boolean {
  const { lieuNaissance: a } = demandes;
  const { lieuNaissance: b } = recus;
  return (
    profilLexical(demandes.nomNaissance) === recus.nomNaissance &&
    profilLexical(demandes.prenoms[0] ?? '') === recus.prenoms[0] &&
    demandes.sexe === recus.sexe &&
    demandes.dateNaissance === recus.dateNaissance &&
    (a === undefined || b === undefined || a === b)
  );
}
