import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterMoment } from '#web/format.ts';
import { useLienOuvert } from '#web/lien/page-ouverte.ts';
import { useVue } from '#web/requetes.ts';
import { Avis, Bouton, Etiquette, Page, Pile, QuiALaMain, Rang, Strate, useMaintenant } from '#web/ui/index.ts';
import { reponse } from '../contract.ts';
import { Appeler } from './Appeler.tsx';
import s from './Orientation.module.css';
import { AccepterParLien, RefuserParLien } from './ReponseParLien.tsx';
import { SuiteParLien } from './SuiteParLien.tsx';
import { LIEN, LISTE } from './textes.ts';

export type OrientationParLien = z.output<typeof reponse.sortie>;
const TOUTES_LES_MS = 15_000;

/** Behind the link of the message, without account: what is expected, two big answers, then what follows. Never who nor why. */
export function PageRepondreOrientation() {
  const vue = useVue(reponse, {}, { rafraichirMs: TOUTES_LES_MS });
  const o = vue.data;
  return (
    <Page
      titre={o === undefined ? LIEN.titre('') : LIEN.titre(o.reference)}
      sousTitre={
        o !== undefined && (
          <Rang>
            <span>{o.service}</span>
            {o.urgente && <Etiquette ton="alerte">{LISTE.urgente}</Etiquette>}
          </Rang>
        )
      }
      etroite
    >
      <EtatDeVue vue={vue} chargement={LIEN.chargement}>
        {(orientation) => <Contenu o={orientation} onRelire={() => void vue.refetch()} />}
      </EtatDeVue>
    </Page>
  );
}

interface Proprietes {
  readonly o: OrientationParLien;
  readonly onRelire: () => void;
}

function Contenu({ o, onRelire }: Proprietes) {
  const [repondu, setRepondu] = useState(false);
  const dejaRepondu = useLienOuvert()?.utilise === true && !repondu;
  const attend = o.peut.includes('accepter');
  return (
    <Pile>
      <Bande o={o} />
      {attend ? (
        <Choix o={o} onRelire={onRelire} onRepondu={() => setRepondu(true)} />
      ) : (
        <>
          {dejaRepondu && <Avis titre={LIEN.dejaRepondu} />}
          <SuiteParLien o={o} />
        </>
      )}
      <p className={s['douce']}>{LIEN.sansSante}</p>
      {o.telephone !== undefined && <Appeler nom={o.expediteur} telephone={o.telephone} />}
    </Pile>
  );
}

/** The same strip as inside, in the words of the service. */
function Bande({ o }: { readonly o: OrientationParLien }) {
  const { statut, service, expediteur, envoyeeLe, rdvLe } = o;
  if (statut === 'envoyee' || statut === 'sans_reponse') {
    return (
      <QuiALaMain
        etat="attend"
        qui={service}
        depuis={envoyeeLe}
        prochaineEtape={{ texte: `votre réponse à ${expediteur}` }}
      />
    );
  }
  if (statut === 'acceptee' || statut === 'rdv_fixe') {
    const prochaineEtape =
      rdvLe === undefined ? { texte: 'la date du premier rendez-vous' } : { texte: 'dire que c’est commencé' };
    return <QuiALaMain etat="tenu" qui={service} prochaineEtape={prochaineEtape} />;
  }
  if (statut === 'refusee')
    return <QuiALaMain etat="tenu" qui={expediteur} prochaineEtape={{ texte: 'chercher un autre service' }} />;
  if (statut === 'commencee') return <QuiALaMain etat="tenu" qui={service} />;
  return <QuiALaMain etat="termine" />;
}

interface ProprietesChoix extends Proprietes {
  readonly onRepondu: () => void;
}

function Choix({ o, onRelire, onRepondu }: ProprietesChoix) {
  const maintenant = useMaintenant();
  const [choix, setChoix] = useState<'accepter' | 'refuser'>();
  if (choix !== undefined) {
    const Formulaire = choix === 'accepter' ? AccepterParLien : RefuserParLien;
    return (
      <Strate titre={choix === 'accepter' ? LIEN.accepter : LIEN.refuser}>
        <Formulaire id={o.id} onRepondu={onRepondu} onDejaRepondu={onRelire} />
        <Rang>
          <Bouton variante="discret" onPress={() => setChoix(undefined)}>
            {LIEN.changerDAvis}
          </Bouton>
        </Rang>
      </Strate>
    );
  }
  return (
    <Strate titre={LIEN.question}>
      <p>
        {o.expediteur} attend votre réponse depuis {formaterMoment(o.envoyeeLe, maintenant)}.
      </p>
      <div className={s['choix']}>
        <div className={s['grand']}>
          <Bouton variante="principal" icone={<Check aria-hidden size={28} />} onPress={() => setChoix('accepter')}>
            {LIEN.accepter}
          </Bouton>
        </div>
        <div className={s['grand']}>
          <Bouton icone={<X aria-hidden size={28} />} onPress={() => setChoix('refuser')}>
            {LIEN.refuser}
          </Bouton>
        </div>
      </div>
    </Strate>
  );
}
