import source from './donnees/personas.json' with { type: 'json' };
import type { Lieux } from './professionnels.ts';
import type { Membre, PersonaSource, Professionnel, Structure } from './modele.ts';
import { boite, rpps } from './numeros.ts';
import { idStructureFhir, refSituation } from './references.ts';
import { communeDe } from './structures.ts';

export const PERSONAS = source as readonly PersonaSource[];

/** Places of the named people, opened before anybody else's so that their numbers never move. */
export function lieuxDesPersonas(lieux: Lieux): Map<string, Structure> {
  const parCle = new Map(lieux.structures.map((s) => [s.cle, s]));
  const ouverts = new Map<string, Structure>();
  for (const { structure } of PERSONAS) {
    if (structure === null || ouverts.has(structure)) continue;
    const [genre, cog = '', nom = ''] = structure.split(':');
    const trouvee =
      genre === 'cabinet' ? lieux.ouvrirCabinet(nom, communeDe(cog), nom.includes('infirmier')) : parCle.get(structure);
    if (!trouvee) throw new Error(`La structure ${structure} d’une persona n’existe pas.`);
    ouverts.set(structure, trouvee);
  }
  return ouverts;
}

function lieuDe(persona: PersonaSource, ouverts: ReadonlyMap<string, Structure>): Structure {
  const lieu = ouverts.get(persona.structure ?? '');
  if (!lieu) throw new Error(`${persona.id} n’a pas de structure.`);
  return lieu;
}

export function personasProfessionnels(ouverts: ReadonlyMap<string, Structure>): Professionnel[] {
  return PERSONAS.filter((p) => p.rppsRang !== undefined).map((p) => ({
    rpps: rpps(p.rppsRang ?? 0),
    nom: p.nom,
    prenom: p.prenom,
    civilite: p.civilite,
    ...(p.titre ? { titre: p.titre } : {}),
    savoirFaire: p.savoirFaire ?? [],
    ...(p.boite ? { boite: boite(p.boite) } : {}),
    activites: [
      {
        structure: lieuDe(p, ouverts),
        profession: p.profession ?? '',
        mode: p.mode ?? 'S',
        genre: p.genre ?? 'GENR01',
        ...(p.section ? { section: p.section } : {}),
        ...(p.roleR85 ? { role: p.roleR85 } : {}),
      },
    ],
  }));
}

export function personasLocaux(ouverts: ReadonlyMap<string, Structure>): Membre[] {
  return PERSONAS.filter((p) => p.local !== undefined).map((p) => {
    const [table = '', code = ''] = (p.local ?? '').split(':');
    return {
      identifiant: p.id,
      nom: p.nom,
      prenom: p.prenom,
      civilite: p.civilite,
      table,
      code,
      fonction: p.fonction,
      structure: lieuDe(p, ouverts),
      telephone: p.mobile,
      ...(p.boite ? { mssante: boite(p.boite) } : {}),
    };
  });
}

function ressourcesDe(p: PersonaSource, lieu: Structure | undefined): Record<string, string> {
  if (!lieu) return {};
  const organization = idStructureFhir(lieu);
  if (p.rppsRang === undefined) return { practitioner: `local-${p.id}`, practitionerRole: `sit-${p.id}`, organization };
  const numero = rpps(p.rppsRang);
  const situation = refSituation(numero, { structure: lieu, profession: p.profession ?? '', mode: p.mode ?? 'S' });
  return { practitioner: `rpps-${numero}`, practitionerRole: situation, organization };
}

function identifiants(p: PersonaSource): Record<string, string> {
  if (p.rppsRang !== undefined) return { rpps: rpps(p.rppsRang), idnps: `8${rpps(p.rppsRang)}` };
  return p.horsAnnuaire ? {} : { local: p.id };
}

/** Content of personas.json: who can sign in or be reached, and which resources they are. */
export function fichierPersonas(ouverts: ReadonlyMap<string, Structure>): object {
  const personas = PERSONAS.map((p) => {
    const lieu = ouverts.get(p.structure ?? '');
    return {
      id: p.id,
      nom: p.nom,
      prenom: p.prenom,
      civilite: p.civilite,
      ...(p.titre ? { titre: p.titre } : {}),
      age: p.age,
      role: p.role,
      fonction: p.fonction,
      // Pro Santé Connect needs a national number; the others sign in by invitation.
      connexion: p.sansCompte ? 'sans_compte' : p.rppsRang === undefined ? 'invitation' : 'psc',
      identifiants: identifiants(p),
      structure: lieu
        ? {
            cle: lieu.cle.startsWith('cabinet-') ? 'cabinet' : lieu.cle,
            nom: lieu.nom,
            finess: lieu.finess,
            siret: lieu.siret,
            commune: lieu.adresse.commune.cog,
            boite: lieu.boites[0]?.adresse,
          }
        : null,
      ressources: ressourcesDe(p, lieu),
      mssante: p.boite ? boite(p.boite) : undefined,
      telephone: p.fixe ?? p.mobile,
      mobile: p.mobile,
      presentation: p.presentation,
    };
  });
  return { version: 1, territoire: 'orsene', nom: 'Pays d’Orsène', personas };
}
