import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react'
import styles from './field.module.css'

type FieldProps = { label: string; hint?: ReactNode; error?: string | undefined }

function useDescription({ hint, error }: Omit<FieldProps, 'label'>) {
  const id = useId()
  const describedBy = error ? `${id}-error` : hint ? `${id}-hint` : undefined
  const note = error ? (
    <span id={`${id}-error`} className={styles.error} role="alert">
      {error}
    </span>
  ) : hint ? (
    <span id={`${id}-hint`} className={styles.hint}>
      {hint}
    </span>
  ) : null
  return { note, control: { id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined } }
}

function Frame({ id, label, note, children }: { id: string; label: string; note: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      {note}
    </div>
  )
}

export function TextField({ label, hint, error, ...rest }: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  const { note, control } = useDescription({ hint, error })
  return (
    <Frame id={control.id} label={label} note={note}>
      <input {...rest} {...control} className={styles.control} />
    </Frame>
  )
}

export function TextArea({ label, hint, error, ...rest }: FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const { note, control } = useDescription({ hint, error })
  return (
    <Frame id={control.id} label={label} note={note}>
      <textarea rows={3} {...rest} {...control} className={styles.control} />
    </Frame>
  )
}

export function SelectField({
  label,
  hint,
  error,
  children,
  ...rest
}: FieldProps & SelectHTMLAttributes<HTMLSelectElement>) {
  const { note, control } = useDescription({ hint, error })
  return (
    <Frame id={control.id} label={label} note={note}>
      <select {...rest} {...control} className={styles.control}>
        {children}
      </select>
    </Frame>
  )
}

/** A list without a visible label, for table cells and tool bars; give it an `aria-label`. */
export function Select({ children, ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <select {...rest} className={styles.inline}>
      {children}
    </select>
  )
}

export function CheckField({ label, hint, error, ...rest }: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  const { note, control } = useDescription({ hint, error })
  return (
    <div className={styles.check}>
      <input {...rest} {...control} type="checkbox" />
      <label htmlFor={control.id}>{label}</label>
      {note}
    </div>
  )
}
