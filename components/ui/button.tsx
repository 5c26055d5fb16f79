import Link from 'next/link'
import type { ButtonHTMLAttributes, ReactNode } from 'react'
import styles from './button.module.css'

type Look = { variant?: 'primary' | 'plain' | 'quiet' | 'danger'; size?: 'small' | 'base' | 'large' }
type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & Look & { busy?: boolean }

function classOf({ variant = 'plain', size = 'base' }: Look, extra?: string): string {
  return [styles.button, styles[variant], styles[size], extra].filter(Boolean).join(' ')
}

export function Button({
  variant,
  size,
  busy = false,
  className,
  type = 'button',
  disabled,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classOf({ variant, size }, className)}
      disabled={disabled || busy}
      aria-busy={busy}
    >
      {children}
    </button>
  )
}

export function ButtonLink({ href, variant, size, children }: Look & { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={classOf({ variant, size })}>
      {children}
    </Link>
  )
}
