import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { useParametre } from '#web/adresse.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Page } from '#web/ui/index.ts';
import { reglerFile, vueFiles } from '../contract.ts';
import { CHEMIN_FILES } from './chemins.ts';
import { EchelleForm, type LigneDEchelle } from './EchelleForm.tsx';
import { TEXTES } from './textes.ts';

type Files = z.output<typeof vueFiles.sortie>;

export function FilePage() {
  const cle = useParametre('cle');
  const vue = useVue(vueFiles, {});
  const nom = vue.data?.files.find((file) => file.cle === cle)?.nom;
  return (
    <Page titre={nom ?? TEXTES.reglerFile} etroite retour={{ vers: CHEMIN_FILES, texte: TEXTES.files }}>
      <EtatDeVue vue={vue} chargement="Chargement de la file">
        {(files) => <Regler cle={cle} files={files} />}
      </EtatDeVue>
    </Page>
  );
}

function Regler({ cle, files }: { readonly cle: string; readonly files: Files }) {
  const file = files.files.find((f) => f.cle === cle);
  const naviguer = useNavigate();
  const [lignes, setLignes] = useState<readonly LigneDEchelle[]>(file?.porteurs ?? []);
  const reglage = useAction(reglerFile, {
    apres: () => {
      notifier(TEXTES.fileReglee);
      void naviguer({ to: CHEMIN_FILES });
    },
  });
  if (files.reglerFerme !== undefined) return <Avis titre={files.reglerFerme} />;
  if (file === undefined) return <Avis ton="attention" titre="Cette file n’existe pas dans ce territoire." />;
  // Somebody of the ladder may be outside the members: offered as they are, so that nobody disappears by surprise.
  const dehors = file.porteurs.filter(({ ref }) => files.membres.every((m) => m.ref !== ref));
  const personnes = [...files.membres, ...dehors.map((p) => ({ ...p, structure: file.structure }))];
  return (
    <EchelleForm
      personnes={personnes}
      lignes={lignes}
      onChange={setLignes}
      erreurs={reglage.erreurs}
      erreurGenerale={reglage.erreurGenerale}
      enCours={reglage.enCours}
      onEnvoyer={() =>
        reglage.executer({ file: cle, porteurs: lignes.map(({ ref, telephone }) => ({ ref, telephone })) })
      }
    />
  );
}
