import { interrogerAvec } from '#lib/sql/requete.ts';
import { ecrireMessage } from '#modules/messagerie/index.ts';
import type { Transaction } from '#socle/transaction.ts';

interface Recu {
  readonly boite: string;
  readonly a: string;
  readonly nom: string;
  readonly ref: string | null;
  readonly communication: string;
}

/**
 * Everybody outside who received this element by secure mail is written to again, in the thread they know: what was wrong, and how it reads
 * now. Said once to each, whatever the number of mails. `texte` undefined: it was corrected on its own screen, they are told to ask.
 * Returns the names of those written to. Source: GDPR art. 19 (RG-03).
 */
export async function prevenirParCourrier(
  tx: Transaction,
  patient: string,
  objet: string,
  texte: string | undefined,
): Promise<readonly string[]> {
  const recus = await recusDe(tx, patient, objet);
  for (const { boite, a, nom, ref, communication } of recus)
    await ecrireMessage(tx, {
      boite,
      a: { adresse: a, nom, ref: ref ?? undefined },
      genre: 'message',
      patient,
      sujet: 'Une information transmise a été corrigée',
      texte: lettre(texte),
      enReponseA: communication,
      lecteurs: [],
    });
  return recus.map(({ nom }) => nom);
}

/** Last mail that left to each address with this element in it: the message itself, what it is about, or what it quotes. */
function recusDe(tx: Transaction, patient: string, objet: string): Promise<readonly Recu[]> {
  return interrogerAvec(tx.sql)<Recu>({
    texte: `select distinct on (lower(c.a), c.boite) c.boite, c.a, c.a_nom as nom, c.a_ref as ref, c.communication
      from courriel c join fil_message f on f.id = c.fil
      where c.sens = 'envoye' and c.parti_le is not null and c.communication is not null
        and ($1 in (c.communication, f.objet) or exists (
          select 1 from resource r where r.patient = $2 and r.type || '/' || r.id in (c.communication, f.objet)
            and r.contenu::text like '%"' || $1 || '"%'))
      order by lower(c.a), c.boite, c.parti_le desc`,
    valeurs: [objet, patient],
  });
}

const lettre = (texte: string | undefined): string =>
  [
    'Une information que nous vous avons transmise était inexacte. Elle a été corrigée à la demande de la personne.',
    texte === undefined
      ? 'Appelez-nous pour la connaître : elle est à jour dans le dossier.'
      : `Elle se lit maintenant ainsi :\n${texte}`,
    'Corrigez-la chez vous, et prévenez ceux à qui vous l’avez transmise.',
  ].join('\n\n');
