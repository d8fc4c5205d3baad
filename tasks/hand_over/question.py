"""What reviewers see before they decide about a package."""

from tasks.hand_over.transfer_log import prepared_as
from tasks.store.folders import DataFolder


def package_question(data: DataFolder, package: str) -> str:
    """Return the question in Markdown: the recipient, and the hashes to compare."""
    known = prepared_as(data, package)
    return "\n".join(
        (
            f"# Package {package}",
            f"For {known.recipient}: unsuppressed counts, encrypted and signed.",
            "",
            "| what | sha256 |",
            "|---|---|",
            f"| the recipient's key | {known.key_fingerprint} |",
            f"| encrypted file | {known.package_sha256} |",
            f"| tar inside | {known.tar_sha256} |",
            "",
            "The artifact 'package' lists its tables. Compare the key's fingerprint with the "
            "register of recipients. If approved, the package is written to the transfer folder.",
        )
    )
