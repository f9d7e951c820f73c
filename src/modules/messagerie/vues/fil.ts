import { porteeSysteme } from '#acces/portee.ts';
import type { Transaction } from '#socle/transaction.ts';
import { vue } from '#socle/action.ts';
import type { Carnet } from '../carnet.ts';
import * as contrats from '../contract.ts';
import { peutLire } from '../droits.ts';
import { objetDuFil } from '../fils/main.ts';
import { destinataireDe } from '../fils/destinataire.ts';
import { chargerFilEnLecture, courrielsDuFil, filsDeLObjet, type Courriel, type Fil } from '../fils/store.ts';
import { piecesLues } from '../pieces/store.ts';
import { quiNeLiraPas } from './lira.ts';
import { presenterPiece, type Verification } from './pieces.ts';
import { departsDe, identifiantsRepetes, nomsDesPersonnes, presenterMain, presenterMessage } from './presenter.ts';

/** One thread, oldest message first. */
export function vueFil(carnet: Pick<Carnet, 'contactDe'>, verification: Verification) {
  return vue(contrats.fil, {
    droit: peutLire,
    async lire({ entree, acteur, tx }) {
      const fil = await chargerFilEnLecture(tx, entree.id);
      const courriels = await courrielsDuFil(tx, fil.id);
      const [messages, main] = [await messagesDe(tx, courriels, verification), await mainDuFil(tx, fil)];
      const noms = await nomsDesPersonnes(tx, fil.patient === null ? [] : [fil.patient]);
      const contact = fil.correspondant_ref === null ? undefined : await carnet.contactDe(tx, fil.correspondant_ref);
      return {
        id: fil.id,
        correspondant: {
          nom: fil.correspondant_nom,
          ref: fil.correspondant_ref,
          telephone: contact?.telephone ?? null,
        },
        personne: personneDe(fil, noms),
        sujet: fil.sujet,
        genre: fil.genre,
        objet: fil.objet,
        main: presenterMain(main, acteur),
        messages,
        nonLu: fil.recu_le !== null && (fil.lu_le === null || fil.lu_le < fil.recu_le),
        ...(acteur.refs.includes(fil.structure)
          ? { reponseFermee: null, neLiraPas: await quiNeLiraPasLaReponse(tx, fil, courriels) }
          : {
              reponseFermee: 'Seule la structure de cette boîte répond ici. Écrivez-lui depuis votre propre boîte.',
              neLiraPas: null,
            }),
      };
    },
  });
}

/** Why whoever the answer goes to could not read it here; null when nothing stops it, or when the house does not know who it is. */
async function quiNeLiraPasLaReponse(
  tx: Transaction,
  fil: Fil,
  courriels: readonly Courriel[],
): Promise<string | null> {
  const ref = destinataireDe(fil, courriels)?.ref;
  if (ref === undefined || fil.patient === null) return null;
  return (await quiNeLiraPas(tx, [ref], fil.patient)).get(ref) ?? null;
}

export function personneDe(
  fil: Pick<Fil, 'patient'>,
  noms: ReadonlyMap<string, string>,
): { id: string; nom: string } | null {
  const nom = fil.patient === null ? undefined : noms.get(fil.patient);
  return fil.patient === null || nom === undefined ? null : { id: fil.patient, nom };
}

async function mainDuFil(tx: Transaction, fil: Fil) {
  const lignes = await tx.sql
    .selectFrom('main_ouverte as m')
    .select(['m.objet', 'm.etat', 'm.qui', 'm.qui_nom', 'm.depuis', 'm.prochaine', 'm.due_le', 'm.attente'])
    .where('m.objet', 'in', [objetDuFil(fil), ...(fil.objet === null ? [] : [fil.objet])])
    .where('m.etat', '<>', 'termine')
    .execute();
  return lignes.find((ligne) => ligne.objet === objetDuFil(fil)) ?? lignes[0];
}

/** Messages of a thread whose right is decided, with the text the resource keeps. */
async function messagesDe(
  tx: Transaction,
  tous: readonly Courriel[],
  verification: Verification,
): Promise<contrats.Message[]> {
  const courriels = tous.filter((c) => c.communication !== null);
  const textes = await textesDe(tx, courriels);
  const pieces = await piecesDes(tx, courriels, verification);
  const [repetes, departs] = [identifiantsRepetes(courriels), await departsDe(tx, courriels)];
  return courriels.map((c) =>
    presenterMessage(
      c,
      textes.get(c.communication ?? '') ?? '',
      repetes.has(c.message_id),
      c.pieces.flatMap(({ id }) => pieces.get(id) ?? []),
      departs.get(c.envoi ?? ''),
    ),
  );
}

/** Attachments the actor may read, by id: one that was masked is not even named. */
async function piecesDes(
  tx: Transaction,
  courriels: readonly Courriel[],
  verification: Verification,
): Promise<ReadonlyMap<string, contrats.LignePiece>> {
  const lues = await piecesLues(
    tx,
    courriels.flatMap(({ pieces }) => pieces.map(({ id }) => id)),
  );
  return new Map(lues.map((ligne) => [ligne.id, presenterPiece(ligne, verification)]));
}

async function textesDe(tx: Transaction, courriels: readonly Courriel[]): Promise<ReadonlyMap<string, string>> {
  const ids = courriels.map((c) => (c.communication ?? '').replace('Communication/', ''));
  const lues = await tx.magasin.chercher('Communication', { ids, limite: ids.length }, porteeSysteme('messagerie.fil'));
  return new Map(
    lues.map(({ ressource }) => [`Communication/${ressource.id}`, ressource.payload?.[0]?.contentString ?? '']),
  );
}

export interface FilDeLObjet {
  readonly fil: string;
  readonly correspondant: { readonly nom: string; readonly ref: string | null };
  readonly messages: readonly contrats.Message[];
}

/** Threads about one thing, for the room that holds it; the right on the thing is that room's to decide. */
export async function filsDe(
  tx: Transaction,
  objet: string,
  verification: Verification = { antivirus: true },
): Promise<readonly FilDeLObjet[]> {
  const fils = await filsDeLObjet(tx, objet);
  const resultats: FilDeLObjet[] = [];
  for (const fil of fils) {
    resultats.push({
      fil: fil.id,
      correspondant: { nom: fil.correspondant_nom, ref: fil.correspondant_ref },
      messages: await messagesDe(tx, await courrielsDuFil(tx, fil.id), verification),
    });
  }
  return resultats;
}
