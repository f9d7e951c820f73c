import { Phone } from 'lucide-react';
import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { cleJour, formaterDateCourte, formaterTelephone, normaliserTelephone } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Lien, Liste, Personne, Pile, Rang, useMaintenant } from '#web/ui/index.ts';
import { accepterConfiance, revoquerConfiance, type EntourageVu } from '../contract-protection.ts';
import type { ProcheProposable } from './AjouterMembre.tsx';
import s from './Cercle.module.css';
import { cheminCopie } from './chemins.ts';
import { DesignerConfiance } from './DesignerConfiance.tsx';
import { FinirMandat, NoterTitulaire } from './Mandats.tsx';
import { ENTOURAGE } from './textes-entourage.ts';

type Confiance = EntourageVu['confiance'][number];
type Representant = EntourageVu['representants'][number];

interface ProprietesEntourage {
  readonly patient: string;
  readonly entourage: EntourageVu;
  readonly proches: readonly ProcheProposable[];
}

/** Whom she trusts, and who represents her: who to call, what it allows, and the past. */
export function Entourage({ patient, entourage, proches }: ProprietesEntourage) {
  const { confiance, representants, mineure } = entourage;
  const [ouvert, setOuvert] = useState<'designer' | 'titulaire'>();
  const fermer = () => setOuvert(undefined);
  const enCours = confiance.filter(({ etat }) => etat !== 'revoquee');
  const actifs = representants.filter(({ fini }) => !fini);
  return (
    <Pile>
      {!mineure && (
        <>
          <h3>{ENTOURAGE.confiance}</h3>
          {enCours.length > 0 && <p>{ENTOURAGE.confianceAide}</p>}
          <Liste legende={ENTOURAGE.confiance} elements={enCours} cle={cleDe} vide={ENTOURAGE.aucune}>
            {(qui) => <LigneDeConfiance patient={patient} qui={qui} />}
          </Liste>
          <Bouton onPress={() => setOuvert('designer')}>{ENTOURAGE.designer}</Bouton>
        </>
      )}
      {(mineure || actifs.length > 0) && (
        <>
          <h3>{ENTOURAGE.representants}</h3>
          <Liste legende={ENTOURAGE.representants} elements={actifs} cle={({ id }) => id} vide={ENTOURAGE.aucun}>
            {(qui) => <LigneDeRepresentant patient={patient} qui={qui} />}
          </Liste>
        </>
      )}
      {mineure && <Bouton onPress={() => setOuvert('titulaire')}>{ENTOURAGE.titulaire}</Bouton>}
      <Avant entourage={entourage} />
      {ouvert === 'designer' && <DesignerConfiance patient={patient} proches={proches} onFermer={fermer} />}
      {ouvert === 'titulaire' && <NoterTitulaire patient={patient} onFermer={fermer} />}
    </Pile>
  );
}

const cleDe = ({ id, le }: Confiance): string => `${id}:${le}`;

function LigneDeConfiance({ patient, qui }: { readonly patient: string; readonly qui: Confiance }) {
  const { id, nom, telephone, etat, etatEnMots, le, portees, preuve } = qui;
  const acceptation = useAction(accepterConfiance, { apres: () => notifier(ENTOURAGE.acceptee) });
  const revocation = useAction(revoquerConfiance, { apres: () => notifier(ENTOURAGE.revoquee) });
  const maintenant = useMaintenant();
  const refus = acceptation.erreurGenerale ?? revocation.erreurGenerale;
  return (
    <Pile serree>
      <Personne nom={nom} precision={etatEnMots} />
      <Appeler nom={nom} telephone={telephone} />
      {portees.map((portee) => (
        <p key={portee}>{portee}.</p>
      ))}
      {etat !== 'sans_ecrit' && (
        <>
          <p>{[ENTOURAGE.depuis(formaterDateCourte(le)), preuve].filter((mot) => mot !== undefined).join('. ')}.</p>
          {qui.autorisation !== undefined && (
            <p>
              {ENTOURAGE.autorisee} {qui.autorisation}.
            </p>
          )}
          <Rang>
            {etat === 'a_accepter' && (
              <Bouton
                nomComplet={`${nom} : ${ENTOURAGE.aSigne}`}
                enCours={acceptation.enCours}
                onPress={() => acceptation.executer({ patient, id, le: cleJour(maintenant) })}
              >
                {ENTOURAGE.aSigne}
              </Bouton>
            )}
            <Bouton
              variante="discret"
              nomComplet={`${ENTOURAGE.revoquer} : ${nom}`}
              enCours={revocation.enCours}
              onPress={() => revocation.executer({ patient, id, le: cleJour(maintenant) })}
            >
              {ENTOURAGE.revoquer}
            </Bouton>
          </Rang>
        </>
      )}
      {refus !== undefined && <Avis ton="attention" titre={refus} annonce />}
    </Pile>
  );
}

function LigneDeRepresentant({ patient, qui }: { readonly patient: string; readonly qui: Representant }) {
  const { id, nom, telephone, qualite, couvre, jusque, preuve, pasRecevoir } = qui;
  const [finit, setFinit] = useState(false);
  const fin = jusque === undefined ? undefined : `jusqu’au ${formaterDateCourte(jusque)}`;
  return (
    <Pile serree>
      <Personne nom={nom} precision={[qualite, couvre, fin].filter((mot) => mot !== undefined).join(' · ')} />
      <Appeler nom={nom} telephone={telephone} />
      {preuve !== undefined && <p>{preuve}</p>}
      {pasRecevoir !== undefined && <p>{pasRecevoir}</p>}
      <Rang>
        {pasRecevoir === undefined && (
          <Lien vers={cheminCopie(patient, id)} bouton="secondaire" nomComplet={`${ENTOURAGE.copie} : ${nom}`}>
            {ENTOURAGE.copie}
          </Lien>
        )}
        <Bouton variante="discret" nomComplet={`${ENTOURAGE.finir} : ${nom}`} onPress={() => setFinit(true)}>
          {ENTOURAGE.finir}
        </Bouton>
      </Rang>
      {finit && <FinirMandat patient={patient} qui={qui} onFermer={() => setFinit(false)} />}
    </Pile>
  );
}

function Appeler({ nom, telephone }: { readonly nom: string; readonly telephone?: string | undefined }) {
  if (telephone === undefined || telephone === '') return null;
  return (
    <Lien
      vers={`tel:${normaliserTelephone(telephone)}`}
      icone={<Phone aria-hidden size={18} />}
      nomComplet={`${formaterTelephone(telephone)}, appeler ${nom}`}
    >
      {formaterTelephone(telephone)}
    </Lien>
  );
}

/** What ended stays readable: who was designated, who represented her, until when. */
function Avant({ entourage: { confiance, representants } }: { readonly entourage: EntourageVu }) {
  const lignes = [
    ...confiance
      .filter(({ etat }) => etat === 'revoquee')
      .map(({ id, nom, le, revoqueeLe = le }) => ({
        cle: `${id}:${le}`,
        texte: `${nom}. ${ENTOURAGE.depuis(formaterDateCourte(le))}, ${ENTOURAGE.jusque(formaterDateCourte(revoqueeLe))}.`,
      })),
    ...representants
      .filter(({ fini }) => fini)
      .map(({ id, nom, qualite, preuve = '', pasRecevoir = '' }) => ({
        cle: id,
        texte: `${nom}, ${qualite}. ${preuve}. ${pasRecevoir}`,
      })),
  ];
  if (lignes.length === 0) return null;
  return (
    <details className={s['depliant']}>
      <summary>
        {ENTOURAGE.avant} ({lignes.length})
      </summary>
      <div>
        {lignes.map(({ cle, texte }) => (
          <p key={cle}>{texte}</p>
        ))}
      </div>
    </details>
  );
}
