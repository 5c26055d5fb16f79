'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { orpc, useAfterWrite } from '@/components/query'
import { TypedDeleteDialog } from './typed-delete-dialog'

/** For owners: a person becomes a pseudonym, and what they wrote stays. */
export function DeletePersonDialog({
  person,
  onClose,
}: {
  person: { userId: string; name: string; email: string }
  onClose: () => void
}) {
  const t = useTranslations('deletion')
  const { userId, name, email } = person
  const { data, error } = useQuery(orpc.deletion.previewPerson.queryOptions({ input: { userId } }))
  const after = useAfterWrite(orpc.accounts.key(), t('person.deleted', { name }))
  const remove = useMutation(
    orpc.deletion.deletePerson.mutationOptions({
      ...after,
      onSuccess: async () => {
        onClose()
        await after.onSuccess()
      },
    }),
  )
  return (
    <TypedDeleteDialog
      title={t('person.ask', { name })}
      text={t('person.text')}
      word={email}
      label={t('person.email')}
      confirm={t('person.confirm', { name })}
      preview={{ data, error }}
      busy={remove.isPending}
      onClose={onClose}
      onDelete={(typed) => remove.mutate({ userId, email: typed })}
    />
  )
}
