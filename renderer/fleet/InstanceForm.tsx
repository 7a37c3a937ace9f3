import { Button, Modal } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { InstanceView } from '../../electron/contract/instance.ts';
import { FailureNote } from '../parts/FailureNote.tsx';
import { renderThrown } from '../parts/failureTexts.ts';
import { usePanel, useHost } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { CallFailed } from '../wire/client.ts';
import {
  fillFields,
  parseFields,
  planFields,
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

/** Creates or edits an instance. */
export function InstanceForm({ isOpen, edited, onClose }: InstanceFormProps) {
  const t = useTexts();
  const title = edited ? t.form.editTitle({ name: edited.spec.name }) : t.form.createTitle;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size={560}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <FormBody edited={edited} onClose={onClose} />
    </Modal>
  );
}

// Lives while the dialog is open, so that each opening begins with fresh values.
function FormBody({ edited, onClose }: Omit<InstanceFormProps, 'isOpen'>) {
  const t = useTexts();
  const instances = useHost((state) => state.instances) ?? [];
  const models = useHost((state) => state.models) ?? [];
  const others = instances.map(({ spec }) => spec).filter((spec) => spec.id !== edited?.spec.id);
  const [fields, setFields] = useState<InstanceFields>(() =>
    edited ? fillFields(edited.spec) : planFields(others, models),
  );
  const [errors, setErrors] = useState<FieldErrors>({});
  const { save, refused, isSaving } = useSave(edited, onClose);
  const submit = (isStarting: boolean) => {
    const parsed = parseFields(fields, others);
    setErrors(parsed.isGood ? {} : parsed.errors);
    if (parsed.isGood) void save(parsed.draft, isStarting);
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
        onChange={(change) => setFields({ ...fields, ...change })}
      />
      {refused !== null && <FailureNote failure={renderThrown(refused, t)} />}
      {edited && <p className="dim small">{t.form.saveRestartHint}</p>}
      <div className="row modal-buttons">
        <Button onClick={onClose}>{t.common.cancel}</Button>
        {!edited && (
          <Button disabled={isSaving} onClick={() => submit(false)}>
            {t.form.create}
          </Button>
        )}
        <Button type="submit" variant="filled" loading={isSaving}>
          {edited ? t.form.save : t.form.createAndStart}
        </Button>
      </div>
    </form>
  );
}

function useSave(edited: InstanceView | null, onClose: () => void) {
  const { call } = usePanel();
  const [refused, setRefused] = useState<unknown>(null);
  const [isSaving, setSaving] = useState(false);
  const save = async (draft: Parameters<typeof planPatch>[0], isStarting: boolean) => {
    setSaving(true);
    setRefused(null);
    try {
      if (edited) {
        await call('instances.edit', { id: edited.spec.id, patch: planPatch(draft, edited.spec) });
      } else {
        const created = await call('instances.create', draft);
        if (isStarting) await call('instances.start', { id: created.spec.id }).catch(ignoreRefusal);
      }
      onClose();
    } catch (error) {
      setRefused(error);
      setSaving(false);
    }
  };
  return { save, refused, isSaving };
}

// The instance exists by then; why it did not start is shown on its own row.
function ignoreRefusal(error: unknown) {
  if (!(error instanceof CallFailed)) throw error;
}
