import { Send } from 'lucide-react';
import { useState } from 'react';
import { useAdresse, useParametre } from '#web/adresse.ts';
import { cheminPersonne } from '#web/chemins.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterDateCourte } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { useMoi } from '#web/session/session.tsx';
import { Avis, Bouton, Dialogue, Page } from '#web/ui/index.ts';
import { donnerLeLien, vueJournal } from '../contract.ts';
import { rechercheJournal } from './adresse.ts';
import { cheminJournal } from './chemins.ts';
import { Journal } from './Journal.tsx';
import { nouveauSecret } from './secret.ts';
import { JOURNAL } from './textes.ts';
import s from './Trace.module.css';

/** The professional's screen: reads it with the person, prints it, or gives her an address of her own. */
export function JournalPage() {
  const patient = useParametre('id');
  const { recherche } = useAdresse(rechercheJournal);
  const vue = useVue(vueJournal, { patient, ...recherche });
  const moi = useMoi();
  return (
    <Page
      titre={JOURNAL.titre}
      etroite
      retour={{ vers: cheminPersonne(patient), texte: JOURNAL.retour }}
      actionPrincipale={<Donner patient={patient} />}
    >
      <EtatDeVue vue={vue} chargement={JOURNAL.chargement}>
        {(journal) => (
          <Journal
            journal={journal}
            titre={JOURNAL.titre}
            par={moi.nom}
            avant={(jour) => `${cheminJournal(patient)}?avant=${jour}`}
          />
        )}
      </EtatDeVue>
    </Page>
  );
}

function Donner({ patient }: { readonly patient: string }) {
  const [ouvert, setOuvert] = useState(false);
  const [secret] = useState(nouveauSecret);
  const don = useAction(donnerLeLien, { apres: () => setOuvert(true) });
  const lien = don.sortie;
  const adresse = `${lien?.debut ?? ''}${secret}`;
  return (
    <>
      <Bouton
        variante="principal"
        icone={<Send aria-hidden size={20} />}
        enCours={don.enCours}
        onPress={() => don.executer({ patient, secret })}
      >
        {JOURNAL.donner}
      </Bouton>
      {don.erreurGenerale !== undefined && <Avis ton="attention" titre={don.erreurGenerale} annonce />}
      {lien !== undefined && (
        <Dialogue
          titre={JOURNAL.donner}
          ouvert={ouvert}
          onFermer={() => setOuvert(false)}
          actions={
            <Bouton
              variante="principal"
              onPress={() => void navigator.clipboard.writeText(adresse).then(() => notifier(JOURNAL.copie))}
            >
              {JOURNAL.copier}
            </Bouton>
          }
        >
          <p>{JOURNAL.donnerExplication}</p>
          <p className={s['adresse']}>{adresse}</p>
          <p>Elle s’ouvre jusqu’au {formaterDateCourte(lien.expireLe)}.</p>
        </Dialogue>
      )}
    </>
  );
}
