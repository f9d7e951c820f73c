import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';

interface TableTraceDesClients {
  trace: {
    le: Date;
    acteur: string;
    role: string;
    structure: string | null;
    pour: string | null;
    action: string;
    genre: 'ecriture' | 'refus';
    objet: string | null;
    patient: string | null;
    fondement: string;
    decision: 'permis' | 'refuse';
    nombre: number | null;
    requete: string | null;
  };
}

/** One line about the doors of software: registration, consent, token given or refused. Never a secret. */
export interface GesteDeClient {
  /** `oauth.jeton`, `oauth.autoriser`, `operateur.client.suspendre`… */
  readonly action: string;
  readonly client: string;
  readonly acteur: string;
  readonly role: string;
  readonly patient?: string | undefined;
  readonly fondement: string;
  readonly refuse?: boolean;
}

/** Written before what it tells takes effect, in the territory of the client: no trace, no token. */
export async function tracerGesteDeClient(
  base: Base,
  territoire: CodeTerritoire,
  geste: GesteDeClient,
  le: Date,
): Promise<void> {
  await base.territoire<TableTraceDesClients, unknown>(territoire, (sql) =>
    sql
      .insertInto('trace')
      .values({
        le,
        acteur: geste.acteur,
        role: geste.role,
        structure: null,
        pour: null,
        action: geste.action,
        genre: geste.refuse === true ? 'refus' : 'ecriture',
        objet: `Device/${geste.client}`,
        patient: geste.patient ?? null,
        fondement: geste.fondement,
        decision: geste.refuse === true ? 'refuse' : 'permis',
        nombre: null,
        requete: `client:${geste.client}`,
      })
      .execute(),
  );
}
