import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { MasquerElement } from '#modules/cercle/web/MasquerElement.tsx';
import { useParametre } from '#web/adresse.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterTelephone, normaliserTelephone } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Lien, Page, Panneau, Pile, Rang, Strate } from '#web/ui/index.ts';
import { classer, fil, marquerLu } from '../contract.ts';
import { BandeDuMessage } from './BandeDuMessage.tsx';
import { BoiteDeReponse } from './BoiteDeReponse.tsx';
import { CHEMIN_MESSAGES } from './chemins.ts';
import { MessageDuFil } from './MessageDuFil.tsx';
import s from './Messages.module.css';
import { Rattacher } from './Rattacher.tsx';
import { TEXTES } from './textes.ts';

type Donnees = z.output<typeof fil.sortie>;

/** One thread: who has the hand, the messages in the order they were written, the answer below. */
export function FilPage() {
  const vue = useVue(fil, { id: useParametre('id') });
  return (
    <Page
      titre={vue.data === undefined ? TEXTES.titre : `Échange avec ${vue.data.correspondant.nom}`}
      retour={{ vers: CHEMIN_MESSAGES, texte: TEXTES.titre }}
      sousTitre={vue.data !== undefined && <SousTitre donnees={vue.data} />}
      etroite
    >
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {(donnees) => <Echange donnees={donnees} />}
      </EtatDeVue>
    </Page>
  );
}

function SousTitre({ donnees }: { readonly donnees: Donnees }) {
  const { personne, correspondant } = donnees;
  return (
    <Rang>
      {personne !== null && <Lien vers={`/personnes/${encodeURIComponent(personne.id)}`}>{personne.nom}</Lien>}
      {correspondant.telephone !== null && (
        <Lien
          vers={`tel:${normaliserTelephone(correspondant.telephone)}`}
          nomComplet={`Appeler ${correspondant.nom} au ${formaterTelephone(correspondant.telephone)}`}
        >
          {formaterTelephone(correspondant.telephone)}
        </Lien>
      )}
    </Rang>
  );
}

function Echange({ donnees }: { readonly donnees: Donnees }) {
  const { id, main, messages, reponseFermee, neLiraPas, correspondant } = donnees;
  const traitable = reponseFermee === null;
  useMarquerLu(id, donnees.nonLu && traitable);
  return (
    <Pile>
      {main !== null && <BandeDuMessage fil={id} main={main} prenable={traitable && donnees.genre === 'message'} />}
      <ol className={s['fil']} aria-label="Messages, du plus ancien au plus récent">
        {messages.map((message) => (
          <li key={message.communication}>
            <MessageDuFil message={message} traitable={traitable} />
          </li>
        ))}
      </ol>
      <Strate titre={TEXTES.repondre}>
        {reponseFermee === null ? (
          <>
            {neLiraPas !== null && (
              <Avis ton="attention" titre={correspondant.nom}>
                {neLiraPas}
              </Avis>
            )}
            <BoiteDeReponse fil={id} destinataire={correspondant.nom} />
          </>
        ) : (
          <Avis titre={reponseFermee} />
        )}
      </Strate>
      {traitable && <AutresGestes donnees={donnees} />}
      {donnees.personne !== null && messages[0] !== undefined && (
        <MasquerElement
          patient={donnees.personne.id}
          objet={messages[0].communication}
          texte={`Échange avec ${correspondant.nom}`}
        />
      )}
    </Pile>
  );
}

/** Opening an unread thread is reading it: said once to the server, for the whole structure. */
function useMarquerLu(id: string, nonLu: boolean): void {
  const { executer } = useAction(marquerLu);
  const dit = useRef<string>(undefined);
  useEffect(() => {
    if (!nonLu || dit.current === id) return;
    dit.current = id;
    executer({ fil: id });
  }, [id, nonLu, executer]);
}

function AutresGestes({ donnees }: { readonly donnees: Donnees }) {
  const [rattache, setRattache] = useState(false);
  const classement = useAction(classer, { apres: () => notifier(TEXTES.classe) });
  return (
    <Rang>
      {donnees.main !== null && donnees.genre === 'message' && (
        <Bouton enCours={classement.enCours} onPress={() => classement.executer({ fil: donnees.id })}>
          {TEXTES.classer}
        </Bouton>
      )}
      {donnees.personne === null && <Bouton onPress={() => setRattache(true)}>{TEXTES.rattacher}</Bouton>}
      {classement.erreurGenerale !== undefined && <Avis ton="attention" titre={classement.erreurGenerale} annonce />}
      <Panneau titre={TEXTES.rattacher} ouvert={rattache} onFermer={() => setRattache(false)}>
        <Rattacher fil={donnees.id} onFait={() => setRattache(false)} />
      </Panneau>
    </Rang>
  );
}
