import { ExternalLink } from 'lucide-react';
import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Pile, Strate } from '#web/ui/index.ts';
import { OUVRIR_DANS } from './textes.ts';

/** Served by the OAuth doors, before any room. */
const applications = contrat('oauth.applications', {
  entree: z.object({}),
  sortie: z.object({ applications: z.array(z.object({ id: z.string(), nom: z.string() })) }),
});
const lancement = contrat('oauth.lancement', {
  entree: z.object({ application: z.string(), patient: z.string() }),
  sortie: z.object({ adresse: z.url() }),
});

interface Proprietes {
  readonly patient: string;
  /** Leaves Cordée for this address; the browser's own way when absent. */
  readonly partir?: ((adresse: string) => void) | undefined;
}

/** The applications of the territory that open on a person, each in one tap. Nothing at all when there is none. */
export function OuvrirDans({ patient, partir = (adresse) => window.location.assign(adresse) }: Proprietes) {
  const { data } = useVue(applications, {});
  const ouverture = useAction(lancement, { apres: ({ adresse }) => partir(adresse) });
  if (data === undefined || data.applications.length === 0) return null;
  return (
    <Strate titre={OUVRIR_DANS.titre}>
      <Pile serree>
        {data.applications.map(({ id, nom }) => (
          <Bouton
            key={id}
            icone={<ExternalLink aria-hidden size={20} />}
            nomComplet={OUVRIR_DANS.nomComplet(nom)}
            enCours={ouverture.enCours}
            onPress={() => ouverture.executer({ application: id, patient })}
          >
            {nom}
          </Bouton>
        ))}
        {ouverture.erreur !== undefined && <Avis ton="attention" titre={ouverture.erreur.texte} />}
        <p>{OUVRIR_DANS.aide}</p>
      </Pile>
    </Strate>
  );
}
