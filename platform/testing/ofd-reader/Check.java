import java.nio.file.Paths;
import org.ofdrw.reader.OFDReader;
import org.ofdrw.sign.verify.OFDValidator;
import org.ofdrw.sign.verify.container.SESV4ValidateContainer;

/** Checks the seal of an OFD with ofdrw: every digest, and the SES_Signature of GB/T 38540. Throws when it does not hold. */
public class Check {
  public static void main(String[] args) throws Exception {
    try (OFDReader reader = new OFDReader(Paths.get(args[0])); OFDValidator validator = new OFDValidator(reader)) {
      validator.setValidator(new SESV4ValidateContainer());
      validator.exeValidate();
      System.out.println("valid, pages " + reader.getNumberOfPages());
    }
  }
}
