import { createHash, timingSafeEqual } from 'node:crypto';
import { nouveauSecret } from '#lib/ids.ts';
import type { Base } from '#lib/sql/connexion.ts';
import { empreinteDe } from './empreinte.ts';
import { encorePermis, finirLignee, poser, type Echange, type Octroi } from './jetons.ts';
import type { TablesClients } from './tables.ts';

/** A launch waits five minutes for its application; a code, one minute for its exchange. */
const VIE_LANCEMENT_MS = 5 * 60_000;
const VIE_CODE_MS = 60_000;

export interface Lancement {
  readonly client: string;
  readonly affectation: string;
  readonly patient: string | undefined;
}

/** Opens an application on a person: gives the secret its address carries (`launch=`). */
export function poserLancement(base: Base, lancement: Lancement, maintenant: Date): Promise<string> {
  const secret = nouveauSecret();
  return base.commun<TablesClients, string>(async (sql) => {
    await sql.deleteFrom('client_lancement').where('client_lancement.expire_le', '<', maintenant).execute();
    await sql
      .insertInto('client_lancement')
      .values({
        empreinte: empreinteDe(secret),
        client: lancement.client,
        affectation: lancement.affectation,
        patient: lancement.patient ?? null,
        expire_le: new Date(maintenant.getTime() + VIE_LANCEMENT_MS),
        utilise_le: null,
      })
      .execute();
    return secret;
  });
}

interface DemandeDeLancement {
  readonly secret: string;
  readonly client: string;
  readonly affectation: string;
}

/** Looks at a launch without using it up: the page may be shown again, the answer uses it. */
export function lireLancement(
  base: Base,
  demande: DemandeDeLancement,
  maintenant: Date,
): Promise<Lancement | undefined> {
  return base.commun<TablesClients, Lancement | undefined>(async (sql) => {
    const lu = await sql
      .selectFrom('client_lancement')
      .select(['client_lancement.client', 'client_lancement.affectation', 'client_lancement.patient'])
      .where('client_lancement.empreinte', '=', empreinteDe(demande.secret))
      .where('client_lancement.client', '=', demande.client)
      .where('client_lancement.affectation', '=', demande.affectation)
      .where('client_lancement.utilise_le', 'is', null)
      .where('client_lancement.expire_le', '>', maintenant)
      .executeTakeFirst();
    return lu === undefined ? undefined : { ...lu, patient: lu.patient ?? undefined };
  });
}

/** Uses up a launch: only for the application and the practice situation it was opened for. */
export function prendreLancement(
  base: Base,
  demande: DemandeDeLancement,
  maintenant: Date,
): Promise<Lancement | undefined> {
  return base.commun<TablesClients, Lancement | undefined>(async (sql) => {
    const pris = await sql
      .updateTable('client_lancement')
      .set({ utilise_le: maintenant })
      .where('client_lancement.empreinte', '=', empreinteDe(demande.secret))
      .where('client_lancement.client', '=', demande.client)
      .where('client_lancement.affectation', '=', demande.affectation)
      .where('client_lancement.utilise_le', 'is', null)
      .where('client_lancement.expire_le', '>', maintenant)
      .returning(['client_lancement.client', 'client_lancement.affectation', 'client_lancement.patient'])
      .executeTakeFirst();
    return pris === undefined ? undefined : { ...pris, patient: pris.patient ?? undefined };
  });
}

/** What the person accepted, kept until the application comes for it. */
export interface Consenti extends Omit<Octroi, 'finLe'> {
  readonly affectation: string;
  readonly session: string;
  readonly retour: string;
  /** S256 challenge of PKCE (RFC 7636). */
  readonly defi: string;
}

export function donnerCode(base: Base, consenti: Consenti, maintenant: Date): Promise<string> {
  const code = nouveauSecret();
  return base.commun<TablesClients, string>(async (sql) => {
    // A code shown twice must be recognised after it served: dead ones stay a day.
    await sql
      .deleteFrom('client_code')
      .where('client_code.expire_le', '<', new Date(maintenant.getTime() - 24 * 3_600_000))
      .execute();
    await sql
      .insertInto('client_code')
      .values({
        empreinte: empreinteDe(code),
        client: consenti.client,
        affectation: consenti.affectation,
        session: consenti.session,
        retour: consenti.retour,
        defi: consenti.defi,
        permissions: consenti.permissions,
        patient: consenti.patient ?? null,
        lignee: consenti.lignee,
        expire_le: new Date(maintenant.getTime() + VIE_CODE_MS),
        utilise_le: null,
      })
      .execute();
    return code;
  });
}

export interface DemandeDeCode {
  readonly code: string;
  readonly client: string;
  readonly retour: string;
  readonly verificateur: string;
}

/**
 * Exchanges a code for tokens, in one transaction that uses the code up whatever the result: wrong address, wrong verifier or
 * expired, it never serves again. A code shown twice ends what the first showing gave (RFC 6749 §4.1.2).
 */
export function echangerCode(
  base: Base,
  demande: DemandeDeCode,
  renouvelable: (permissions: string) => { readonly rafraichir: boolean; readonly tantQueSession: boolean },
  maintenant: Date,
): Promise<Echange> {
  const empreinte = empreinteDe(demande.code);
  return base.commun<TablesClients, Echange>(async (sql) => {
    const pris = await sql
      .updateTable('client_code')
      .set({ utilise_le: maintenant })
      .where('client_code.empreinte', '=', empreinte)
      .where('client_code.utilise_le', 'is', null)
      .returning(['client_code.client', 'client_code.affectation', 'client_code.session', 'client_code.retour'])
      .returning(['client_code.defi', 'client_code.permissions', 'client_code.patient', 'client_code.lignee'])
      .returning('client_code.expire_le')
      .executeTakeFirst();
    if (pris === undefined) {
      const deja = await sql
        .selectFrom('client_code')
        .select(['client_code.lignee', 'client_code.client'])
        .where('client_code.empreinte', '=', empreinte)
        .executeTakeFirst();
      if (deja === undefined) return 'inconnu';
      await finirLignee(sql, deja.lignee, deja.client, maintenant);
      return 'rejoue';
    }
    const sien = pris.client === demande.client && pris.retour === demande.retour && pris.expire_le > maintenant;
    if (!sien || !repondAuDefi(demande.verificateur, pris.defi)) return 'inconnu';
    const { rafraichir, tantQueSession } = renouvelable(pris.permissions);
    const octroi: Octroi = {
      client: pris.client,
      permissions: pris.permissions,
      lignee: pris.lignee,
      affectation: pris.affectation,
      session: tantQueSession ? pris.session : undefined,
      patient: pris.patient ?? undefined,
    };
    // The person may have left between the consent and the exchange.
    if (!(await encorePermis(sql, { ...octroi, session: pris.session }, maintenant))) return 'ferme';
    return { octroi, jetons: await poser(sql, octroi, rafraichir, maintenant) };
  });
}

/** S256 of RFC 7636 §4.6, compared in constant time. The plain method is not spoken here. */
export function repondAuDefi(verificateur: string, defi: string): boolean {
  if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(verificateur)) return false;
  const calcule = Buffer.from(createHash('sha256').update(verificateur).digest('base64url'));
  const attendu = Buffer.from(defi);
  return calcule.length === attendu.length && timingSafeEqual(calcule, attendu);
}
