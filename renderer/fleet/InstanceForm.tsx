import { Button } from '@mantine/core';
import { useMemo, useState, type FormEvent } from 'react';
import type { InstancePatch, InstanceView } from '../../electron/contract/instance.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderThrown } from '../parts/failureTexts.ts';
import { useStarter } from '../start/StartProvider.tsx';
import { usePanel, useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import {
  fillFields,
  parseFields,
  planFields,
  planNeedsRestart,
  planPatch,
  type FieldErrors,
  type InstanceFields,
} from './instanceFields.ts';
import { InstanceInputs } from './InstanceInputs.tsx';

export interface InstanceFormProps {
  readonly isOpen: boolean;
  /** null: a new instance. */
  readonly edited: InstanceView | null;
  onClose(): void;
}

const noInstances: readonly InstanceView[] = [];

/** Creates or edits an instance. */
export function InstanceForm({ isOpen, edited, onClose }: InstanceFormProps) {
  const t = useTexts();
  const title = edited ? t.form.editTitle({ name: edited.spec.name }) : t.form.createTitle;
  return (
    <Dialog isOpen={isOpen} width={560} title={title} onClose={onClose}>
      <FormBody edited={edited} onClose={onClose} />
    </Dialog>
  );
}

// Lives while the dialog is open, so that each opening begins with fresh values.
function FormBody({ edited, onClose }: Omit<InstanceFormProps, 'isOpen'>) {
  const t = useTexts();
  const instances = useHost((state) => state.instances) ?? noInstances;
  const models = useHost((state) => state.models) ?? [];
  const others = useMemo(
    () => instances.map(({ spec }) => spec).filter((spec) => spec.id !== edited?.spec.id),
    [instances, edited],
  );
  const [fields, setFields] = useState<InstanceFields>(() =>
    edited ? fillFields(edited.spec) : planFields(others, models),
  );
  const [errors, setErrors] = useState<FieldErrors>({});
  const { save, refused, isSaving } = useSave(edited, onClose);
  const parsed = useMemo(() => parseFields(fields, others), [fields, others]);
  const patch = edited && parsed.isGood ? planPatch(parsed.draft, edited.spec) : {};
  const submit = (isRunning: boolean) => {
    setErrors(parsed.isGood ? {} : parsed.errors);
    if (parsed.isGood) void save(parsed.draft, isRunning);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(edited === null);
  };
  return (
    <form onSubmit={onSubmit} className="stack form" noValidate>
      <InstanceInputs
        fields={fields}
        errors={errors}
        models={models}
        editedId={edited?.spec.id ?? null}
        onChange={(change) => setFields({ ...fields, ...change })}
      />
      {refused !== null && <FailureNote failure={renderThrown(refused, t)} />}
      <FormFoot {...{ edited, patch, isSaving, onClose, submit }} />
    </form>
  );
}

interface FormFootProps {
  readonly edited: InstanceView | null;
  /** What an edit would change. */
  readonly patch: InstancePatch;
  readonly isSaving: boolean;
  onClose(): void;
  submit(isRunning: boolean): void;
}

function FormFoot({ edited, patch, isSaving, onClose, submit }: FormFootProps) {
  const t = useTexts();
  const isWaiting = edited?.pid != null && planNeedsRestart(patch);
  return (
    <div className="form-foot">
      {edited && <SaveHint isWaiting={isWaiting} isChanged={Object.keys(patch).length > 0} />}
      <div className="row modal-buttons">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        {!edited && (
          <Button disabled={isSaving} onClick={() => submit(false)}>
            {t.form.create}
          </Button>
        )}
        {isWaiting && (
          <Button disabled={isSaving} onClick={() => submit(true)}>
            {t.form.saveAndRestart}
          </Button>
        )}
        <Button type="submit" variant="filled" loading={isSaving}>
          {edited ? t.form.save : t.form.createAndStart}
        </Button>
      </div>
    </div>
  );
}

/** Whether the change takes effect at once. */
function SaveHint({ isWaiting, isChanged }: { readonly isWaiting: boolean; readonly isChanged: boolean }) {
  const t = useTexts();
  if (!isChanged) return null;
  return (
    <p className={`small ${isWaiting ? 'tone-warn' : 'dim'}`} role="status">
      {isWaiting ? t.form.saveRestartHint : t.form.saveAtOnceHint}
    </p>
  );
}

function useSave(edited: InstanceView | null, onClose: () => void) {
  const { call } = usePanel();
  const starter = useStarter();
  const [refused, setRefused] = useState<unknown>(null);
  const [isSaving, setSaving] = useState(false);
  /** `isRunning`: a new instance is started, an edited one restarted. */
  const save = async (draft: Parameters<typeof planPatch>[0], isRunning: boolean) => {
    setSaving(true);
    setRefused(null);
    try {
      if (edited) {
        const { id } = edited.spec;
        await call('instances.edit', { id, patch: planPatch(draft, edited.spec) });
        if (isRunning) await call('instances.restart', { id });
      } else {
        const created = await call('instances.create', draft);
        // The instance exists by then; a start that is refused has a dialog of its own.
        if (isRunning) void starter.start(created.spec);
      }
      onClose();
    } catch (error) {
      setRefused(error);
      setSaving(false);
    }
  };
  return { save, refused, isSaving };
}
