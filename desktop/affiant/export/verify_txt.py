"""VERIFY.txt: the commands of stock tools, filled in, with what each of them shows and what it would not notice."""

from __future__ import annotations

import textwrap

from affiant.core.identity import PACK_NAMESPACE
from affiant.core.names import visible
from affiant.core.verdict import DOES_NOT_PROVE
from affiant.export.recipient_facts import LIMITS, RecipientFacts

_WIDTH = 100
_TAG = "tagmanifest-sha256.txt"
_VERIFY = "ssh-keygen -Y verify"


def verify_txt(facts: RecipientFacts) -> bytes:
    """Return VERIFY.txt. Commands are the lines that begin with four spaces, and run as they stand."""
    parts = (_head(facts), _anchors(facts), _linux(facts), _macos(), _windows(facts), _meaning(facts), _limits())
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _prose(*paragraphs: str) -> str:
    filled = (textwrap.fill(one, _WIDTH, break_long_words=False, break_on_hyphens=False) for one in paragraphs)
    return "\n".join(filled)


def _section(title: str, *lines: str) -> str:
    return "\n".join((title, "=" * len(title), *lines))


def _commands(*commands: str) -> str:
    return "\n".join(f"    {one}" for one in commands)


def _head(facts: RecipientFacts) -> str:
    statement = facts.statement
    words = " ".join(facts.signer.words)
    return "\n".join(
        (
            "Files inside this pack, this one too, prove nothing about who signed it.",
            _prose(
                "Get the signer's fingerprint or trust file in another way (on paper, by telephone, from a web page "
                "that you know) and compare it with the one below. Only then do the steps below say who signed."
            ),
            "",
            f"Case                 {visible(statement.case_title)}",
            f"Case id              {statement.case_id}",
            f"Profile              {statement.profile}: {facts.profile.purpose}",
            f"State of the ledger  {statement.made_at}, {statement.tree_size} events",
            f"Captures             {statement.captures} of {statement.of} in the case; "
            f"withdrawn besides: {statement.withdrawn}",
            f"Files below data/    {facts.payload_files}",
            f"Files in all         {facts.all_files}",
            "",
            f"Signer               {visible(facts.signer.name)}",
            f"Fingerprint          {statement.fingerprint}",
            f"  in 12 words        {words}",
            f"SSH key              {facts.ssh_fingerprint}",
            f"Certificate SHA-256  {facts.certificate_sha256}",
            f"Principal            {facts.principal}",
            f"Namespace            {PACK_NAMESPACE}",
        )
    )


def _anchors(facts: RecipientFacts) -> str:
    key = f'{facts.principal} namespaces="{PACK_NAMESPACE}" '
    script = (
        "import json; d = json.load(open('../trust.json', encoding='utf-8')); "
        f"s = [s for s in d['signers'] if s['fingerprint_sha256'] == '{facts.statement.fingerprint}'][0]; "
        f"open('../allowed_signers', 'w').write('{facts.principal} namespaces=\\\"{PACK_NAMESPACE}\\\" ' "
        "+ s['ssh_public_key'] + chr(10)); open('../ca.pem', 'w').write(s['ca_pem']); "
        "open('../tsa-root.pem', 'w').write(''.join(d['time_authorities']))"
    )
    return _section(
        "Before you start: the keys, from outside the pack",
        _prose(
            "The steps need three small files in the folder above this one: allowed_signers, ca.pem and, for the time, "
            "tsa-root.pem. All of them are in the signer's trust file. If you have it there as trust.json, this makes "
            "them (python3 on Linux and macOS, py on Windows); it stops with an IndexError when the trust file does "
            "not hold this signer:"
        ),
        "",
        _commands(f'python3 -c "{script}"'),
        "",
        _prose("By hand: allowed_signers is one line, this text followed by the value of ssh_public_key:"),
        "",
        f"  {key}",
        "",
        _prose(
            "ca.pem is the value of ca_pem, and tsa-root.pem the values of time_authorities, "
            "with each \\n as a new line."
        ),
    )


def _ssh(facts: RecipientFacts, signers: str) -> str:
    return f"{_VERIFY} -f {signers} -I {facts.principal} -n {PACK_NAMESPACE} -s seal/{_TAG}.sig < {_TAG}"


def _cms(ca: str) -> str:
    return (
        f"openssl cms -verify -binary -inform DER -in seal/{_TAG}.p7s -content {_TAG} -CAfile {ca} "
        "-purpose any -out /dev/null"
    )


def _linux(facts: RecipientFacts) -> str:
    count, total = facts.payload_files, facts.all_files
    return _section(
        "Linux",
        _prose("Run in the pack's folder. Every step is to be done; no step replaces another."),
        "",
        f'1. Signature. Must end with: Good "{PACK_NAMESPACE}" signature for {facts.principal}',
        _commands(_ssh(facts, "../allowed_signers")),
        "",
        "2. Contents. Every line must end with OK.",
        _commands(f"sha256sum -c --strict {_TAG} manifest-sha256.txt"),
        "",
        f"3. Nothing added. Must print {count}, {count} and {total}.",
        _commands("find data -type f | wc -l", "wc -l < manifest-sha256.txt", "find . -type f | wc -l"),
        "",
        "4. Certificate. Must say: CMS Verification successful",
        _commands(_cms("../ca.pem")),
        "",
        _prose(
            f"5. Time. Only if seal/{_TAG}.tsr is there; otherwise the times rest on the clock of the device alone. "
            'Must say "Verification: OK"; then read the line "Time stamp".'
        ),
        _commands(
            f"openssl ts -verify -data {_TAG} -in seal/{_TAG}.tsr -CAfile ../tsa-root.pem",
            f"openssl ts -reply -in seal/{_TAG}.tsr -text",
        ),
        "",
        _prose(
            "6. Dossier. pdfsig (from poppler-utils; certutil is in libnss3-tools) reports success whatever it finds. "
            "Read these three lines, each of which must be there: "
            '"Signature is Valid", "Total document signed" (not "Not total document signed"), "Certificate is Trusted".'
        ),
        _commands(
            "mkdir ../nss && certutil -N -d sql:../nss --empty-password",
            'certutil -A -d sql:../nss -n affiant-ca -t "C,C,C" -i ../ca.pem',
            "pdfsig -nssdir sql:../nss data/dossier.pdf",
        ),
        "",
        _prose(
            "Without a trust file: this prints a fingerprint, which says nothing until it equals the SSH key that the "
            "signer told you in another way."
        ),
        _commands(f"ssh-keygen -Y check-novalidate -n {PACK_NAMESPACE} -s seal/{_TAG}.sig < {_TAG}"),
        "",
        _prose(
            "With the copies in seal/: these two show that the pack was sealed with the keys that it brings along, and "
            "NOTHING about whose keys they are. A forged pack passes them."
        ),
        _commands(_ssh(facts, "seal/allowed_signers"), _cms("seal/ca.pem")),
    )


def _macos() -> str:
    return _section(
        "macOS",
        _prose("Steps 1, 3, 4 and 5 are as on Linux. In place of step 2; every line must end with OK:"),
        _commands(f"shasum -a 256 -c {_TAG}", "shasum -a 256 -c manifest-sha256.txt"),
    )


def _windows(facts: RecipientFacts) -> str:
    back = _ssh(facts, "..\\allowed_signers").replace("seal/", "seal\\")
    compare = (
        f"Get-Content {_TAG}, manifest-sha256.txt | ForEach-Object {{ $hash, $file = $_ -split '  ', 2; "
        'if ((Get-FileHash -Algorithm SHA256 -LiteralPath $file).Hash -ne $hash) { "DIFFERENT: $file" } }'
    )
    return _section(
        "Windows",
        _prose(
            "Step 1 in cmd.exe. Never pipe the file in PowerShell: it changes bytes, and a good signature then fails."
        ),
        _commands(f'cmd /c "{back}"'),
        "",
        _prose("Step 2, one file at a time in cmd.exe, to be compared with the line in the manifest:"),
        _commands("certutil -hashfile data\\dossier.pdf SHA256"),
        "",
        _prose("or all files in PowerShell; every line that it prints names a file that differs or is missing:"),
        _commands(compare),
        "",
        _prose(f"Step 3 in PowerShell; must print {facts.payload_files} and {facts.all_files}:"),
        _commands("(Get-ChildItem data -Recurse -File -Force).Count", "(Get-ChildItem . -Recurse -File -Force).Count"),
        "",
        _prose(
            "Steps 4 and 5 need openssl, which comes with Git for Windows; write NUL in the place of /dev/null. The "
            "commands for macOS and Windows follow the documentation of their tools."
        ),
    )


def _meaning(facts: RecipientFacts) -> str:
    rows = (
        (
            "1. ssh-keygen",
            f"the holder of the key with the fingerprint above signed {_TAG}",
            "any change of another file: that is step 2",
        ),
        (
            "2. sha256sum",
            "every file is the one that the signed list names",
            "files that were added, and a list that was written anew: those are steps 3 and 1",
        ),
        ("3. counting", "no file was added", "a file that was replaced: that is step 2"),
        (
            "4. openssl cms",
            "the same as step 1, with the key of the certificate",
            "the same as step 1",
        ),
        (
            "5. openssl ts",
            "the pack existed no later than the time that an outside authority states",
            "who made it: anybody can get a token for anything; a forgery shows itself by its later time only",
        ),
        (
            "6. pdfsig",
            "the dossier is as the holder of the certificate sealed it, also when it is passed on alone",
            "anything outside the dossier",
        ),
    )
    lines = []
    for step, shows, misses in rows:
        for label, text in ((f"{step:<15} shows that", shows), (f"{'':<15} would not notice", misses)):
            lines.append(textwrap.fill(text, _WIDTH, initial_indent=f"{label:<33} ", subsequent_indent=" " * 34))
    ledger = (
        "The custody ledger (data/ledger) and how to check it, event by event, is described in data/spec/pack-v1.md. "
        f"Its checkpoint covers {facts.statement.tree_size} events; events that this pack does not show are there by "
        "their hash. `affiant-verify` does all of this, and more, in one command."
    )
    return _section("What each step shows, and what it would not notice", *lines, "", _prose(ledger))


def _limits() -> str:
    return _section(
        "What none of this proves",
        *(_prose(f"- {one}") for one in DOES_NOT_PROVE),
        "",
        _prose(LIMITS),
    )
