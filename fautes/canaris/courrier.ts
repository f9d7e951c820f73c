import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { lireMessage } from '#connectors/mssante/index.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Hasard } from '../hasard.ts';
import { decrire, type Jugement } from './jugement.ts';
import { idDePersonne, PERSONNES_PAR_TERRITOIRE, TERRITOIRES } from './lieux.ts';
import type { MaisonDesCanaris } from './maison.ts';
import { boiteDe, DESTINATIONS } from './monde-postal.ts';
import { motsDans, type Canari } from './mots.ts';
import type { Personnage } from './personnages.ts';
import { JSON_API, type RequeteCanari } from './requetes.ts';

/** Roads by which the outbox may leave: a new one is refused by the run until somebody judges what it carries. */
const CANAUX_JUGES = new Set(['mssante', 'abonnement', 'insi']);
const DEPART_MAX_MS = 90_000;
const EN_TETE = /^[\s\S]*?\r?\n\r?\n/;

interface Lettre {
  readonly requete: RequeteCanari;
  readonly adresse: string;
  readonly patient: string;
}

/** What somebody who signs in may try to send, of somebody he follows or of anybody: a proposal to a service, or a message. */
export function lettreAuHasard(h: Hasard, { participations }: Personnage): Lettre {
  const suivies = participations.flatMap(({ personnes }) => personnes);
  const numero = suivies.length > 0 && !h.une(4) ? h.parmi(suivies) : 1 + h.entier(PERSONNES_PAR_TERRITOIRE);
  const patient = idDePersonne(numero);
  const { ref, adresse } = h.parmi(DESTINATIONS);
  const information = { dispense: 'urgence', motif: 'Essai' };
  const [nom, entree] = h.une(2)
    ? ['orientation.envoyer', { patient, ressource: ref, besoin: 'Aide au lever', information }]
    : [
        'messagerie.ecrire',
        { patient, destinataire: ref, nature: 'question', texte: 'Pouvez-vous passer ?', information },
      ];
  const corps = JSON.stringify(entree);
  const requete = { quoi: `lettre ${nom}`, methode: 'POST', chemin: `/api/actions/${nom}`, entetes: JSON_API, corps };
  return { requete, adresse, patient };
}

/** The letters of the run: who may be named to whom, and what the operator received. */
export class Courrier {
  readonly #maison: MaisonDesCanaris;
  readonly #jugement: Jugement;
  /** `territory address person` of each letter that somebody entitled sent. */
  readonly #permises = new Set<string>();
  /** Letters whose author reads the identity by an exchange only, if one named him before the letter was judged. */
  readonly #parEchange: { readonly auteur: Personnage; readonly fiche: Canari; readonly permise: string }[] = [];

  constructor(maison: MaisonDesCanaris, jugement: Jugement) {
    this.#maison = maison;
    this.#jugement = jugement;
  }

  /** The letter is about to be asked for: its box may be told the identity of that person, if its author may read it. */
  annoncer(auteur: Personnage, { adresse, patient }: Lettre): void {
    const { territoire = '' } = auteur;
    const fiche = [...this.#jugement.monde.canaris.values()].find(
      (c) => c.territoire === territoire && c.type === 'Patient' && c.id === patient && c.ecran !== true,
    );
    if (fiche === undefined) return;
    const permise = `${territoire} ${adresse} ${patient}`;
    if (this.#jugement.verdict(auteur, fiche) === 'non') {
      this.#parEchange.push({ auteur, fiche, permise });
      return;
    }
    this.#permises.add(permise);
    // It leaves from the box of the DAC, whose team reads the thread as the team of its author does.
    this.#jugement.annoncerUnEchange(territoire, patient, [...auteur.refs, 'Organization/dac']);
  }

  /** Waits until everything left, then judges every octet the operator received. Returns the links found in the letters. */
  async lireTout(): Promise<readonly string[]> {
    await attendreLesDeparts(this.#maison, this.#jugement);
    await this.#maison.poste.simulateur.auRepos();
    for (const { auteur, fiche, permise } of this.#parEchange)
      if (this.#jugement.enEchange(auteur, fiche)) this.#permises.add(permise);
    const { depot } = this.#maison.poste;
    const nous = new Set<string>(TERRITOIRES.map(boiteDe));
    const liens = new Set<string>();
    for (const adresse of await depot.adresses()) {
      if (nous.has(adresse)) continue;
      for (const { uid, recuLe } of (await depot.etat(adresse)).entrees) {
        const brut = await depot.lire(adresse, uid);
        if (brut === undefined) continue;
        const texte = await this.#jugerLettre(adresse, { uid, recuLe, brut });
        for (const [, lien = ''] of texte.matchAll(/\/r\/(t\d{4}\.[\w-]{43})/g)) liens.add(lien);
      }
    }
    return [...liens];
  }

  async #jugerLettre(
    adresse: string,
    recu: { readonly uid: number; readonly recuLe: Date; readonly brut: Uint8Array },
  ) {
    const octets = Buffer.from(recu.brut).toString('latin1');
    const lue = await lireMessage({ ...recu, complet: true });
    if (lue.nature === 'illisible') throw new Error(`une lettre à ${adresse} ne se lit pas`);
    const { sujet, texte, piecesJointes, de } = lue;
    const territoire = TERRITOIRES.find((code) => boiteDe(code) === de.adresse.toLowerCase());
    this.#jugement.compte.regarder('mél', 'lettre reçue');
    const enveloppe = [EN_TETE.exec(octets)?.[0] ?? '', sujet, ...piecesJointes.map(({ nom }) => nom)].join('\n');
    this.#jugement.exigerMuet(`l’enveloppe d’une lettre à ${adresse}`, enveloppe);
    for (const mot of motsDans(`${octets}\n${texte}`)) {
      const canari = this.#jugement.monde.canaris.get(mot);
      if (canari === undefined) continue;
      if (this.#peutLire(territoire, adresse, canari))
        this.#jugement.compte.regarder('mél', 'identité dans une lettre');
      else this.#jugement.compte.fuite(`une lettre de ${de.adresse} à ${adresse} dit ${decrire(canari)}`);
    }
    return texte;
  }

  #peutLire(territoire: CodeTerritoire | undefined, adresse: string, canari: Canari): boolean {
    const { type, patient, ecran } = canari;
    if (territoire !== canari.territoire || type !== 'Patient' || ecran === true) return false;
    return this.#permises.has(`${territoire} ${adresse} ${patient ?? ''}`);
  }
}

async function attendreLesDeparts({ base }: MaisonDesCanaris, { compte }: Jugement): Promise<void> {
  const limite = performance.now() + DEPART_MAX_MS;
  for (const territoire of TERRITOIRES) {
    const lire = <T>(requete: ReturnType<typeof sql<T>>): Promise<readonly T[]> =>
      base.territoire<TablesTerritoire, readonly T[]>(territoire, async (tx) => (await requete.execute(tx)).rows);
    for (const { canal } of await lire(sql<{ canal: string }>`select distinct canal from envoi`))
      if (!CANAUX_JUGES.has(canal))
        compte.fuite(`la boîte d’envoi de ${territoire} sort par « ${canal} », que rien ne juge`);
    while (
      (await lire(sql`select 1 from envoi where canal = 'mssante' and etat = 'attente' and erreur is null`)).length > 0
    ) {
      if (performance.now() > limite) throw new Error(`des lettres de ${territoire} ne sont pas parties`);
      await pause(200);
    }
  }
}
