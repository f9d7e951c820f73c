import type { z } from 'zod';
import { formaterJour, formaterNombre } from '#web/format.ts';
import { Avis, Carte, Pile, useMaintenant } from '#web/ui/index.ts';
import type { preparer } from '../contract.ts';
import { Appeler } from './Appeler.tsx';
import s from './Orientation.module.css';
import { NOUVELLE } from './textes.ts';

type Service = z.output<typeof preparer.sortie>;

/** What is known of the service before writing: unknown places warn, nothing here ever blocks. */
export function AvantDEnvoyer({ service }: { readonly service: Service }) {
  const maintenant = useMaintenant();
  const { capacite, refusRecents, avertissements, telephone, adresse } = service;
  const places =
    capacite.connue && capacite.places !== undefined ? formaterNombre(capacite.places) : NOUVELLE.placesInconnues;
  return (
    <Pile>
      {avertissements.map((avertissement) => (
        <Avis key={avertissement} ton="attention" titre={avertissement} />
      ))}
      <Carte titre={`Ce que ${service.service} publie`}>
        <dl className={s['reperes']}>
          <dt>{NOUVELLE.places}</dt>
          <dd>
            {places}
            {capacite.le !== undefined && ` (${formaterJour(capacite.le, maintenant)})`}
          </dd>
          <dt>{NOUVELLE.refus}</dt>
          <dd>{formaterNombre(refusRecents)}</dd>
        </dl>
        {telephone !== undefined && <Appeler nom={service.service} telephone={telephone} />}
      </Carte>
      {adresse === undefined && (
        <Avis ton="attention" titre={NOUVELLE.sansAdresse(service.service)}>
          {telephone === undefined ? NOUVELLE.sansTelephone : NOUVELLE.sansAdresseQuoi}
        </Avis>
      )}
    </Pile>
  );
}
