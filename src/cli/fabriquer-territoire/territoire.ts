import groupes from './donnees/membres.json' with { type: 'json' };
import noms from './donnees/noms.json' with { type: 'json' };
import { creerHasard } from './hasard.ts';
import type { Hasard } from './hasard.ts';
import type { Membre, Structure, Territoire } from './modele.ts';
import { boite, enAdresse, telephoneMobile } from './numeros.ts';
import { lieuxDesPersonas, personasLocaux, personasProfessionnels } from './personas.ts';
import { compliquer, professionnelsOrdinaires } from './professionnels.ts';
import { associationsLocales, COMMUNES, etablissementsFiness, registreCabinets } from './structures.ts';

export const GRAINE = 2026;

function membresOrdinaires(hasard: Hasard, parCle: ReadonlyMap<string, Structure>): Membre[] {
  const familles = hasard.melanger(noms.familles);
  return groupes.flatMap((groupe) =>
    groupe.structures.map((cle, rang) => {
      const structure = parCle.get(cle);
      if (!structure) throw new Error(`La structure ${cle} d’un membre n’existe pas.`);
      const feminin = /ère|ante|trice|Assistante|Secrétaire/.test(groupe.fonction);
      const nom = hasard.choisir(familles);
      const prenom = hasard.choisir(feminin ? noms.femmes : noms.hommes);
      const domaine = structure.boites[0]?.adresse.split('@')[1]?.replace('.mss-orsene.invalid', '');
      return {
        identifiant: `${cle}-${groupe.table}${groupe.code}-${rang + 1}`.replace(/_/g, '-').toLowerCase(),
        nom,
        prenom,
        civilite: feminin ? ('MME' as const) : ('M' as const),
        table: groupe.table,
        code: groupe.code,
        fonction: groupe.fonction,
        structure,
        telephone: telephoneMobile(500 + hasard.entier(400)),
        ...(domaine ? { mssante: boite(`${enAdresse(prenom)}.${enAdresse(nom)}@${domaine}`) } : {}),
      };
    }),
  );
}

export interface Fabrique {
  readonly territoire: Territoire;
  readonly lieuxPersonas: ReadonlyMap<string, Structure>;
}

/** The whole territory, drawn from one seed. Each part has its own draw, so that one can change without moving the others. */
export function fabriquerTerritoire(graine = GRAINE): Fabrique {
  const fixes = [...etablissementsFiness(creerHasard(graine + 1)), ...associationsLocales(creerHasard(graine + 2))];
  const cabinets = registreCabinets(creerHasard(graine + 3));
  const lieux = { structures: fixes, ouvrirCabinet: cabinets.ouvrir };
  const lieuxPersonas = lieuxDesPersonas(lieux);
  const ordinaires = compliquer(professionnelsOrdinaires(creerHasard(graine + 4), lieux), lieux);
  const parCle = new Map(fixes.map((s) => [s.cle, s]));
  const membres = [...personasLocaux(lieuxPersonas), ...membresOrdinaires(creerHasard(graine + 5), parCle)];
  const territoire: Territoire = {
    communes: COMMUNES,
    structures: [...fixes, ...cabinets.tous],
    professionnels: [...personasProfessionnels(lieuxPersonas), ...ordinaires],
    membres,
  };
  return { territoire, lieuxPersonas };
}
