import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createServerTls, type ServerOptions } from 'node:https';
import { dateNaissanceFhir, lireCodeCommune, lireMatriculeIns, lireOidIns } from '#lib/identifiants/index.ts';
import { depuisDateLunaire } from '../date-lunaire.ts';
import type { AppelantInsi } from '../enveloppe.ts';
import type { PersonneInsi } from '../insi.ts';
import { type Arbre, enfant, lireXml, texte } from '../lire-xml.ts';
import { VOCABULAIRE } from '../vocabulaire.ts';
import { Population } from './population.ts';
import { envelopper, faute, individu, resultat } from './reponses.ts';

/** What the simulated service does with the next calls. */
export type Comportement =
  | 'normal'
  | 'lent'
  | 'coupe'
  | 'panne'
  | 'refuse'
  | 'code_inconnu'
  | 'malforme'
  | 'doctype'
  | 'enorme'
  | 'autre_identite'
  | 'page_web';

export interface SimulateurInsi {
  readonly adresse: URL;
  readonly population: Population;
  /** Calls received since the start. */
  readonly appels: () => number;
  comporter(comportement: Comportement): void;
  arreter(): Promise<void>;
}

export interface OptionsSimulateurInsi {
  readonly personnes?: readonly PersonneInsi[];
  /** Certificates, to try mutual TLS: the address is then https. */
  readonly tls?: Pick<ServerOptions, 'key' | 'cert' | 'ca' | 'requestCert' | 'rejectUnauthorized'>;
}

/** Who calls the simulated service. */
export const APPELANT_DESSAI: AppelantInsi = {
  idam: 'ESSAI0000000',
  emetteur: '10B0000000',
  nom: 'cordee',
  version: '0.1.0',
  instance: '00000000-0000-4000-8000-000000000000',
};

const AUTRE: PersonneInsi['traits'] = {
  nomNaissance: 'AUTRE',
  prenoms: ['PERSONNE'],
  sexe: 'F',
  dateNaissance: exigerDate('1950-01-01'),
};

function exigerDate(date: string) {
  const lue = dateNaissanceFhir(date);
  if (lue === undefined) throw new Error('date du simulateur');
  return lue;
}

/** INSi for the trial: the same messages as the client writes, a small civil record, and the faults of its README. */
export async function demarrerSimulateurInsi(options: OptionsSimulateurInsi = {}): Promise<SimulateurInsi> {
  const population = new Population(options.personnes);
  let comportement: Comportement = 'normal';
  let appels = 0;
  const servir = (requete: IncomingMessage, reponse: ServerResponse): void => {
    appels += 1;
    const type = requete.headers['content-type'] ?? '';
    void lireCorps(requete).then((corps) =>
      repondre(reponse, comportement, () => jugerEntetes(corps, type) ?? juger(corps, population, comportement)),
    );
  };
  const serveur = options.tls === undefined ? createServer(servir) : createServerTls(options.tls, servir);
  await new Promise<void>((resoudre) => serveur.listen(0, '127.0.0.1', resoudre));
  const { port } = serveur.address() as AddressInfo;
  return {
    adresse: new URL(`${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/insi`),
    population,
    appels: () => appels,
    comporter: (nouveau) => {
      comportement = nouveau;
    },
    arreter: () =>
      new Promise((resoudre) => {
        serveur.closeAllConnections();
        serveur.close(() => resoudre());
      }),
  };
}

async function lireCorps(requete: IncomingMessage): Promise<string> {
  const morceaux: Buffer[] = [];
  for await (const morceau of requete) morceaux.push(morceau as Buffer);
  return Buffer.concat(morceaux).toString('utf8');
}

function repondre(reponse: ServerResponse, comportement: Comportement, juger: () => string): void {
  const soap = (statut: number, corps: string) =>
    reponse.writeHead(statut, { 'content-type': 'application/soap+xml; charset=utf-8' }).end(corps);
  switch (comportement) {
    case 'lent':
      return;
    case 'coupe':
      reponse.destroy();
      return;
    case 'panne':
      soap(500, faute('Receiver', 'env:siram_40', 'insi_102'));
      return;
    case 'refuse':
      soap(500, faute('Sender', 'env:siram_100', 'simule_habilitation'));
      return;
    case 'page_web':
      reponse.writeHead(200, { 'content-type': 'text/html' }).end('<html>maintenance</html>');
      return;
    case 'malforme':
      soap(200, '<env:Envelope><env:Body>');
      return;
    case 'doctype':
      soap(200, `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${envelopper('<r>&e;</r>')}`);
      return;
    case 'enorme':
      soap(200, envelopper('x'.repeat(1_000_000)));
      return;
    default: {
      const texte = juger();
      soap(texte.includes('<env:Fault>') ? 500 : 200, texte);
    }
  }
}

/** What the published schemas ask of a header; undefined when all is there. */
function jugerEntetes(corps: string, type: string): string | undefined {
  const entete = enfant(enfant(lireXml(corps), 'Envelope'), 'Header');
  const [lps, bam] = [enfant(entete, 'ContexteLPS'), enfant(entete, 'ContexteBAM')];
  const logiciel = enfant(lps, 'LPS');
  const action = texte(entete, 'Action') ?? '';
  const attendus = [
    type.includes(`action="${action}"`) ? action : undefined,
    /^uuid:[\da-f-]{36}$/.test(texte(entete, 'MessageID') ?? '') ? 'ok' : undefined,
    ...[lps, bam].flatMap((contexte) => [texte(contexte, 'Id'), texte(contexte, 'Temps'), texte(contexte, 'Emetteur')]),
    enfant(logiciel, 'IDAM') === undefined ? texte(logiciel, 'IDAM') : 'ok',
    ...['Version', 'Instance', 'Nom'].map((nom) => texte(logiciel, nom)),
    bam?.['COUVERTURE'] === undefined ? undefined : 'ok',
  ];
  return attendus.some((valeur) => valeur === undefined || valeur === '')
    ? faute('Sender', 'env:siram_100', 'simule_entete')
    : undefined;
}

function juger(corps: string, population: Population, comportement: Comportement): string {
  const { requetes, verification: v, codes } = VOCABULAIRE;
  if (comportement === 'code_inconnu') return resultat(VOCABULAIRE, '99');
  const racine = enfant(enfant(lireXml(corps), 'Envelope'), 'Body');
  const verifie = enfant(enfant(racine, requetes.verifier), v.individu);
  const demande = enfant(verifie, v.traits) ?? enfant(racine, requetes.rechercher);
  const trouvees = demande === undefined ? [] : population.correspondent(traitsDe(demande));
  if (verifie !== undefined) {
    const fourni = enfant(verifie, v.ins);
    const identifiant = enfant(fourni, v.identifiant);
    const matricule = lireMatriculeIns(`${texte(identifiant, v.numero) ?? ''}${texte(identifiant, v.cle) ?? ''}`);
    const oid = lireOidIns(texte(fourni, v.oid) ?? '', 'essai');
    const conforme =
      matricule.ok && oid.ok && population.detient({ matricule: matricule.valeur, oid: oid.valeur }, trouvees);
    return resultat(VOCABULAIRE, conforme ? codes.conforme : codes.nonConforme);
  }
  const [premiere] = trouvees;
  if (premiere === undefined) return resultat(VOCABULAIRE, codes.aucune);
  if (trouvees.length > 1) return resultat(VOCABULAIRE, codes.plusieurs);
  const personne = comportement === 'autre_identite' ? { ...premiere, traits: AUTRE } : premiere;
  return resultat(VOCABULAIRE, codes.trouvee, individu(VOCABULAIRE, personne));
}

function traitsDe(demande: Arbre) {
  const { champs } = VOCABULAIRE;
  const lieu = lireCodeCommune(texte(demande, champs.lieuNaissance) ?? '');
  return {
    nomNaissance: texte(demande, champs.nomNaissance) ?? '',
    prenom: texte(demande, champs.prenom) ?? '',
    sexe: texte(demande, champs.sexe) === 'F' ? ('F' as const) : ('M' as const),
    dateNaissance: depuisDateLunaire(texte(demande, champs.dateNaissance) ?? '') ?? exigerDate('1900-01-01'),
    lieuNaissance: lieu.ok ? lieu.valeur : undefined,
  };
}
