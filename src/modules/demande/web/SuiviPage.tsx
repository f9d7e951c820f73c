import { Check, Circle, Phone } from 'lucide-react';
import type { z } from 'zod';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterMoment, formaterTelephone, normaliserTelephone } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Lien, Page, QuiALaMain, Strate, useMaintenant } from '#web/ui/index.ts';
import { suivi } from '../contract.ts';
import { bandeDe } from '#web/bande.ts';
import s from './Demande.module.css';
import { SUIVI } from './textes.ts';

type Donnees = z.output<typeof suivi.sortie>;
const TOUTES_LES_MS = 10_000;

/** Where is my request: the page of the requester, without account, like the tracking of a parcel. */
export function SuiviPage() {
  const vue = useVue(suivi, {}, { rafraichirMs: TOUTES_LES_MS });
  const telephone = vue.data?.telephone;
  const nom = vue.data?.main.qui ?? 'l’équipe';
  return (
    <Page
      titre={vue.data === undefined ? 'Votre demande' : `Votre demande ${vue.data.reference}`}
      etroite
      actionPrincipale={
        telephone !== undefined && (
          <Lien
            vers={`tel:${normaliserTelephone(telephone)}`}
            bouton="principal"
            icone={<Phone aria-hidden size={20} />}
            nomComplet={`${SUIVI.appeler(nom)} au ${formaterTelephone(telephone)}`}
          >
            {SUIVI.appeler(nom)}
          </Lien>
        )
      }
    >
      <EtatDeVue vue={vue} chargement={SUIVI.chargement}>
        {(donnees) => <Avancement donnees={donnees} />}
      </EtatDeVue>
    </Page>
  );
}

function Avancement({ donnees }: { readonly donnees: Donnees }) {
  const maintenant = useMaintenant();
  const { etapes, main, terminee, telephone, rendezVous } = donnees;
  return (
    <>
      <QuiALaMain {...bandeDe(main, rendezVous)} />
      {telephone !== undefined && (
        <p>
          Ligne directe : <strong className={s['numero']}>{formaterTelephone(telephone)}</strong>
        </p>
      )}
      <Strate titre={SUIVI.etapes}>
        <ol className={s['etapes']}>
          {etapes.map((etape) => (
            <li key={`${etape.le} ${etape.texte}`} className={s['etape']}>
              <span className={s['jalon']} aria-hidden>
                <Check size={18} strokeWidth={3} />
              </span>
              <strong>{etape.texte}</strong>
              <span className={s['douce']}>{formaterMoment(etape.le, maintenant)}</span>
            </li>
          ))}
          {!terminee && main.prochaine !== undefined && (
            <li className={s['etape']}>
              <span className={s['jalonVide']} aria-hidden>
                <Circle size={18} strokeWidth={3} />
              </span>
              <strong>
                {SUIVI.ensuite} : {main.prochaine}
              </strong>
              {main.dueLe !== undefined && (
                <span className={s['douce']}>
                  {rendezVous ? '' : 'au plus tard '}
                  {formaterMoment(main.dueLe, maintenant)}
                </span>
              )}
            </li>
          )}
        </ol>
      </Strate>
      <p className={s['douce']}>{SUIVI.sansSante}</p>
    </>
  );
}
